package io.ringswarm.harness.peers;

/** Tells a sender to end. */
final class StopFlag {
    private volatile boolean set;

    void set() {
        set = true;
    }

    boolean isSet() {
        return set;
    }
}
