package io.ringswarm.engine.delivery;

/** Something to be done on a shard's thread that is no message. */
@FunctionalInterface
interface Control {
    void run(Supervisor supervisor);
}
