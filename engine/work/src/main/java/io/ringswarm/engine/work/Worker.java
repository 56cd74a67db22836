package io.ringswarm.engine.work;

import io.ringswarm.engine.AgentRef;

/**
 * A worker that was hired. Any thread.
 *
 * @param name unique among the workers there are
 * @param number unique among all workers that this work ever had
 * @param ref its agent: stopping it is losing the worker, see {@link Work#evacuate} for the gentle way
 */
public record Worker(String name, int number, AgentRef ref) {}
