package io.ringswarm.harness.load.measure;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Bytes allocated by threads, as the JVM counts them. Confined to one thread. */
final class AllocationMeter {
    private static final long NOT_KNOWN = -1;

    private final ThreadMXBean threads;
    private final Map<Long, Long> atStart = new HashMap<>();

    private AllocationMeter(ThreadMXBean threads) {
        this.threads = threads;
    }

    /** The JVM's meter; null when it counts no allocation. */
    static AllocationMeter create() {
        boolean counts = ManagementFactory.getThreadMXBean() instanceof ThreadMXBean bean
                && bean.isThreadAllocatedMemorySupported()
                && bean.isThreadAllocatedMemoryEnabled();
        return counts ? new AllocationMeter((ThreadMXBean) ManagementFactory.getThreadMXBean()) : null;
    }

    /** What the calling thread has allocated so far. */
    static long ofCurrentThread() {
        return ManagementFactory.getThreadMXBean() instanceof ThreadMXBean bean
                ? bean.getThreadAllocatedBytes(Thread.currentThread().getId())
                : NOT_KNOWN;
    }

    /** Begins anew. */
    void start() {
        atStart.clear();
        long[] ids = threads.getAllThreadIds();
        long[] bytes = threads.getThreadAllocatedBytes(ids);
        for (int i = 0; i < ids.length; i++) {
            atStart.put(ids[i], Math.max(0, bytes[i]));
        }
    }

    /** What threads have allocated since the start; they must be alive. */
    long since(List<Thread> some) {
        return some.stream().mapToLong(thread -> since(thread.getId())).sum();
    }

    /** What all living threads have allocated since the start. */
    long sinceOfLiving() {
        long sum = 0;
        for (long id : threads.getAllThreadIds()) {
            sum += since(id);
        }
        return sum;
    }

    private long since(long id) {
        return Math.max(0, threads.getThreadAllocatedBytes(id) - atStart.getOrDefault(id, 0L));
    }
}
