package io.ringswarm.harness.load.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Lets a run end in order when the process is asked to end: the run is interrupted, and the process waits until its
 * report is written. The JVM then ends with 130 after Ctrl-C by itself.
 */
final class CtrlC {
    private static final long PATIENCE_SECONDS = 60;

    private final CountDownLatch over = new CountDownLatch(1);
    private final Thread hook;

    private CtrlC(Runnable interrupt) {
        hook = new Thread(
                () -> {
                    interrupt.run();
                    awaitDone();
                },
                "ringswarm-interrupt");
    }

    static CtrlC handledBy(Runnable interrupt) {
        CtrlC ctrlC = new CtrlC(interrupt);
        Runtime.getRuntime().addShutdownHook(ctrlC.hook);
        return ctrlC;
    }

    /** The run is over and its report written, or it has failed. */
    void done() {
        over.countDown();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException alreadyEnding) {
            return; // the hook is running, and has just been told to go on
        }
    }

    private void awaitDone() {
        try {
            over.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
