package io.ringswarm.harness.peers;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Waiting for what other threads do. */
final class Threads {
    private Threads() {}

    /** Waits until a thread has ended, and keeps an interrupt for later. */
    static void join(Thread thread) {
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** What a future brings, within a time. */
    static <T> T await(Future<T> future, Duration limit, String what) {
        try {
            return future.get(limit.toNanos(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException e) {
            throw new SystemFailedException(what + " failed", e.getCause());
        } catch (TimeoutException e) {
            throw new SystemFailedException(what + " did not come to an end within " + limit, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SystemFailedException("interrupted: " + what, e);
        }
    }
}
