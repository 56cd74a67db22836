package io.ringswarm.harness.load.measure;

/** The thread that runs a load test was interrupted, such as by a test framework whose patience has ended. */
public final class RunInterruptedException extends IllegalStateException {
    private static final long serialVersionUID = 1L;

    RunInterruptedException(InterruptedException cause) {
        super("the run's thread was interrupted", cause);
    }
}
