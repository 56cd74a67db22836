package io.ringswarm.engine.idle;

import com.lmax.disruptor.AlertException;
import com.lmax.disruptor.Sequence;
import com.lmax.disruptor.SequenceBarrier;
import com.lmax.disruptor.WaitStrategy;
import io.ringswarm.engine.layout.CacheLinePadding;
import java.lang.invoke.VarHandle;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/**
 * Where a shard's thread parks and publishers wake it. A publisher makes its message visible, then looks at the flag; the
 * shard sets the flag, then looks for messages; a full fence between the two on both sides means that at least one sees
 * the other, so no wake-up is lost.
 *
 * <p>{@link #ring()} may be called by any thread; {@link #park()} by the shard's only.
 */
public final class Doorbell extends DoorbellFields implements WaitStrategy {
    /** Longest park, ns: a shard that nobody rings looks around this often. */
    public static final long MAX_PARK_NS = 100_000_000L;

    private final BooleanSupplier workIsWaiting;
    private final LongSupplier longestParkNs;

    @SuppressWarnings("unused")
    private long p0, p1, p2, p3, p4, p5, p6, p7, p8, p9, p10, p11, p12, p13, p14, p15;
    private boolean interrupted;

    /**
     * A doorbell nobody waits at.
     *
     * @param workIsWaiting tells the shard's thread whether there is anything to do after all
     * @param longestParkNs tells it how long it may park, ns; at most {@link #MAX_PARK_NS} are
     */
    public Doorbell(BooleanSupplier workIsWaiting, LongSupplier longestParkNs) {
        this.workIsWaiting = workIsWaiting;
        this.longestParkNs = longestParkNs;
    }

    /** Parks the calling thread until it is rung for, unless work is waiting already. May return early. */
    public void park() {
        parked = Thread.currentThread();
        VarHandle.fullFence();
        if (!workIsWaiting.getAsBoolean()) {
            LockSupport.parkNanos(this, Math.min(MAX_PARK_NS, longestParkNs.getAsLong()));
            interrupted |= Thread.interrupted(); // nobody is ended by that, and with the flag up no park would last
        }
        parked = null;
    }

    /**
     * Whether the parking thread was interrupted since the last look. That thread.
     *
     * @return true once for one interrupt or several
     */
    public boolean takeInterrupt() {
        boolean was = interrupted;
        interrupted = false;
        return was;
    }

    /** Wakes the shard if it is parked. What the caller wrote before is visible to the shard once awake. */
    public void ring() {
        VarHandle.fullFence();
        Thread thread = parked;
        if (thread != null) {
            // the flag stays up until the shard itself takes it down: a ringer that loses its core right here
            // must not keep the next one from ringing
            LockSupport.unpark(thread);
        }
    }

    @Override
    public void signalAllWhenBlocking() {
        ring();
    }

    /**
     * Not for use: a shard polls its rings and waits through its {@link IdleStrategy}.
     *
     * @throws UnsupportedOperationException always
     */
    @Override
    public long waitFor(long sequence, Sequence cursor, Sequence dependentSequence, SequenceBarrier barrier)
            throws AlertException {
        throw new UnsupportedOperationException("a shard polls its rings");
    }
}

/** The word that every publisher reads, beside counters that the shard writes with every message. */
abstract class DoorbellFields extends CacheLinePadding {
    volatile Thread parked;
}
