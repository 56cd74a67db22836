package io.ringswarm.harness.peers;

import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * The JDK's executor of one thread, with a task that carries a freshly copied object for each message, as programs do that
 * confine an agent to a thread with
 * <a href="https://docs.oracle.com/en/java/javase/17/docs/api/java.base/java/util/concurrent/Executors.html">{@code
 * Executors.newSingleThreadExecutor}</a>. Nothing about it can be set. Its queue has no bound: the sender's credit is one.
 * Tasks see no batches, so the clock is read for each message.
 */
final class ExecutorTasks extends FrameSystem {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final ExecutorService executor = Executors.newSingleThreadExecutor();

    ExecutorTasks(Chain chain) {
        super(chain);
    }

    @Override
    public String version() {
        return System.getProperty("java.version");
    }

    @Override
    boolean offer(Frame frame) {
        executor.execute(() -> handle(frame));
        return true;
    }

    @Override
    boolean alive() {
        return !executor.isTerminated();
    }

    @Override
    public void close() {
        executor.shutdown();
        try {
            if (!executor.awaitTermination(PATIENCE.toNanos(), TimeUnit.NANOSECONDS)) {
                throw new SystemFailedException("the executor did not come to an end within " + PATIENCE);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SystemFailedException("interrupted while the executor ended", e);
        }
    }
}
