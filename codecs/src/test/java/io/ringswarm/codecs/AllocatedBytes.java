package io.ringswarm.codecs;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;

/** What the calling thread has allocated on the heap so far. */
public final class AllocatedBytes {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private AllocatedBytes() {}

    public static long ofThisThread() {
        return THREADS.getCurrentThreadAllocatedBytes();
    }
}
