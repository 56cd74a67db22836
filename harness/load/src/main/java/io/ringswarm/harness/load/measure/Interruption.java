package io.ringswarm.harness.load.measure;

/** Lets another thread end a run early. */
final class Interruption {
    private volatile boolean requested;
    private volatile SendPhase current;

    /** Any thread: ends the phase under way and those to come. */
    void request() {
        requested = true;
        SendPhase phase = current;
        if (phase != null) {
            phase.stop();
        }
    }

    boolean isRequested() {
        return requested;
    }

    /** The run's thread: starts a phase that may be ended early. */
    void start(SendPhase phase) {
        current = phase;
        if (requested) {
            phase.stop(); // asked for before the phase was known
        }
        phase.start();
    }
}
