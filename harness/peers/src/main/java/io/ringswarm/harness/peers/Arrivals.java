package io.ringswarm.harness.peers;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/** How many messages have come to the end of their way. One thread adds, any thread reads. */
final class Arrivals {
    private static final VarHandle COUNT = handle();

    private long count;

    /** Adds one, after everything that its agent did with it. */
    void add() {
        COUNT.setRelease(this, count + 1);
    }

    /** How many there were. */
    long count() {
        return (long) COUNT.getAcquire(this);
    }

    private static VarHandle handle() {
        try {
            return MethodHandles.lookup().findVarHandle(Arrivals.class, "count", long.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }
}
