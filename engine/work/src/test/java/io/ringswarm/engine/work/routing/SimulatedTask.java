package io.ringswarm.engine.work.routing;

/**
 * A task of a {@link Simulation}.
 *
 * @param arrivesNs when it comes
 * @param sizeNs how long it takes on a worker of speed 1
 * @param luck 0 to 1: it fails on a worker that fails more tasks than this share
 */
record SimulatedTask(
        long arrivesNs, long sizeNs, long needs, int kind, long affinity, long costNs, double luck, int number)
        implements TaskTraits {}
