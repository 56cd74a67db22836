package io.ringswarm.harness.load.measure;

/** Ends of threads. */
final class Threads {
    private Threads() {}

    /**
     * Waits for a thread that has been told to end, even when the caller is interrupted, which is then remembered: what the
     * thread uses may be closed afterwards.
     */
    static void join(Thread thread) {
        boolean interrupted = false;
        while (true) {
            try {
                thread.join();
                break;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
