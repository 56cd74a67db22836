package io.ringswarm.engine.testbed;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ThreadFactory;

/** Makes an engine's threads, and measures what they and the test's own thread allocate once all is warm. */
public final class Allocations implements ThreadFactory {
    private static final int ROUNDS = 12;

    /** What each thread may allocate besides in a round of 100,000 messages: far below a byte a message. */
    private static final long TOLERANCE_BYTES = 8_000;

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private final List<Thread> shardThreads = new CopyOnWriteArrayList<>();

    /** What the calling thread has allocated so far. */
    public static long ownBytes() {
        return THREADS.getCurrentThreadAllocatedBytes();
    }

    @Override
    public Thread newThread(Runnable task) {
        Thread thread = new Thread(task, "watched-shard-" + shardThreads.size());
        shardThreads.add(thread);
        return thread;
    }

    /** Runs rounds until one allocates nothing, as it is compiled by then, and fails when none does. */
    public void assertNoneWhenWarm(Runnable round) {
        long own = Long.MAX_VALUE;
        long shards = Long.MAX_VALUE;
        for (int i = 0; i < ROUNDS && Math.max(own, shards) >= TOLERANCE_BYTES; i++) {
            long ownBefore = ownBytes();
            long shardsBefore = shardBytes();
            round.run();
            own = ownBytes() - ownBefore;
            shards = shardBytes() - shardsBefore;
        }
        assertThat(own).as("bytes by the sender's thread").isLessThan(TOLERANCE_BYTES);
        assertThat(shards).as("bytes by the shards' threads").isLessThan(TOLERANCE_BYTES);
    }

    private long shardBytes() {
        long sum = 0;
        for (Thread thread : shardThreads) {
            sum += THREADS.getThreadAllocatedBytes(thread.getId());
        }
        return sum;
    }
}
