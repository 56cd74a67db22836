package io.ringswarm.harness.load.measure;

import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;

/** Garbage collections so far, as the JVM counts them. */
record GarbageCollections(long count, long timeNs) {
    private static final long NS_PER_MS = 1_000_000;

    static GarbageCollections now() {
        long count = 0;
        long timeMs = 0;
        for (GarbageCollectorMXBean collector : ManagementFactory.getGarbageCollectorMXBeans()) {
            count += Math.max(0, collector.getCollectionCount());
            timeMs += Math.max(0, collector.getCollectionTime());
        }
        return new GarbageCollections(count, timeMs * NS_PER_MS);
    }

    GarbageCollections since(GarbageCollections start) {
        return new GarbageCollections(count - start.count, timeNs - start.timeNs);
    }
}
