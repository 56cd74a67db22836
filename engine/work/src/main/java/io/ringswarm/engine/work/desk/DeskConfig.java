package io.ringswarm.engine.work.desk;

import io.ringswarm.engine.work.cache.ResultCache;
import io.ringswarm.engine.work.limit.CircuitBreakerOptions;
import io.ringswarm.engine.work.limit.ConcurrencyOptions;
import io.ringswarm.engine.work.limit.Rate;
import io.ringswarm.engine.work.limit.Semaphores;
import io.ringswarm.engine.work.retry.Backoff;
import io.ringswarm.engine.work.routing.StrategyFactory;
import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * What a desk is made with.
 *
 * @param maxOpenTasks tasks that have not ended, at most
 * @param strategy how workers are chosen
 * @param backoff when attempts are repeated
 * @param timeLimit of an attempt that has none of its own
 * @param concurrency how many tasks may be in hand
 * @param rate how many tasks may start in a time; null for any number
 * @param semaphores the named ones
 * @param circuits when a worker gets no tasks for a while; null for never
 * @param cache results; null for none
 * @param idempotencyKeys how many ends of tasks with a key are remembered
 * @param idempotencyTtl for how long
 * @param balancing whether unstarted tasks are moved between workers
 * @param targetTime what a task should take, for the workers' efficiency
 * @param random the source of chance
 */
public record DeskConfig(
        int maxOpenTasks,
        StrategyFactory strategy,
        Backoff backoff,
        Duration timeLimit,
        ConcurrencyOptions concurrency,
        Rate rate,
        Semaphores semaphores,
        CircuitBreakerOptions circuits,
        ResultCache cache,
        int idempotencyKeys,
        Duration idempotencyTtl,
        boolean balancing,
        Duration targetTime,
        RandomGenerator random) {}
