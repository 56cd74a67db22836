package io.ringswarm.engine.work.desk;

import io.ringswarm.engine.AgentRef;

/**
 * A worker that joins.
 *
 * @param number unique among all workers that ever were
 * @param ref its agent
 * @param name unique among the workers there are
 * @param capabilities a bit for each
 * @param slots tasks that it takes at a time
 * @param queueCapacity tasks that may wait for it
 */
public record WorkerSpec(int number, AgentRef ref, String name, long capabilities, int slots, int queueCapacity) {}
