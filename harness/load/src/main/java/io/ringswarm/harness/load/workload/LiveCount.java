package io.ringswarm.harness.load.workload;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/** A count that one thread at a time writes and any may read meanwhile. Allocates nothing. */
public final class LiveCount {
    private static final VarHandle COUNT = handle();

    private long count;

    /** Zero. */
    public LiveCount() {}

    /** The writer: counts one more. */
    public void increment() {
        COUNT.setRelease(this, count + 1);
    }

    /**
     * The writer: counts more.
     *
     * @param more how many
     */
    public void add(long more) {
        COUNT.setRelease(this, count + more);
    }

    /** The writer: back to zero. */
    public void reset() {
        COUNT.setRelease(this, 0L);
    }

    /** The count; whoever reads it also sees what the writer did before. */
    public long get() {
        return (long) COUNT.getAcquire(this);
    }

    private static VarHandle handle() {
        try {
            return MethodHandles.lookup().findVarHandle(LiveCount.class, "count", long.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }
}
