package io.ringswarm.engine.testbed;

/** One turn of a loop that waits for another thread. */
public final class Waiting {
    private Waiting() {}

    /** Lets others run; ends the loop once the test's time limit has interrupted its thread. */
    public static void turn() {
        if (Thread.interrupted()) {
            throw new AssertionError("what the test waits for did not come in time");
        }
        Thread.yield();
    }
}
