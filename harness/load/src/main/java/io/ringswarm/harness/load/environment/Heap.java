package io.ringswarm.harness.load.environment;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.lang.management.MemoryUsage;

/** What is reachable in the heap of this JVM. Any thread. */
public final class Heap {
    private Heap() {}

    /**
     * Asks for a collection, and tells what it has left.
     *
     * @return bytes
     */
    public static long collectBytes() {
        System.gc();
        return collectedBytes();
    }

    /**
     * What the last collection has left: without what threads have set aside for themselves since then, which is whole buffers
     * and not what they have used of them. G1 leaves garbage where that is less than a twentieth of a region; with
     * {@code -XX:MarkSweepDeadRatio=0}, which the launcher sets, a collection that was asked for leaves none.
     *
     * @return bytes; what is in use now where the collector does not tell
     */
    public static long collectedBytes() {
        long bytes = 0;
        for (MemoryPoolMXBean pool : ManagementFactory.getMemoryPoolMXBeans()) {
            MemoryUsage left = pool.getType() == MemoryType.HEAP ? pool.getCollectionUsage() : null;
            bytes += left == null ? 0 : left.getUsed();
        }
        return bytes > 0
                ? bytes
                : ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}
