package io.ringswarm.engine.metrics;

import io.ringswarm.engine.DeadLetterReason;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/** How the messages of one shard ended. Written by the shard's thread, readable by any. */
public final class ShardCounters {
    private static final VarHandle HANDLED = handle("handled");
    private static final VarHandle EXPIRED = handle("expired");
    private static final VarHandle SHED = handle("shed");
    private static final VarHandle UNDELIVERED = handle("undelivered");
    private static final VarHandle BATCH_END_FAULTS = handle("batchEndFaults");
    private static final VarHandle RESTARTS = handle("restarts");
    private static final VarHandle DEAD = MethodHandles.arrayElementVarHandle(long[].class);

    private static final DeadLetterReason[] REASONS = DeadLetterReason.values();

    private final long[] dead = new long[REASONS.length];
    private long handled;
    private long expired;
    private long shed;
    private long undelivered;
    private long batchEndFaults;
    private long restarts;

    /** All zero. */
    public ShardCounters() {}

    /** Counts a message whose handler returned. */
    public void countHandled() {
        HANDLED.setRelease(this, handled + 1);
    }

    /** Counts a message whose deadline had passed. */
    public void countExpired() {
        EXPIRED.setRelease(this, expired + 1);
    }

    /** Counts a message dropped because it had waited too long for a shard that is overloaded. */
    public void countShed() {
        SHED.setRelease(this, shed + 1);
    }

    /**
     * Counts messages that the shard gives up at its end.
     *
     * @param messages how many
     */
    public void countUndelivered(long messages) {
        UNDELIVERED.setRelease(this, undelivered + messages);
    }

    /**
     * Counts a dead letter.
     *
     * @param reason why
     */
    public void countDead(DeadLetterReason reason) {
        int index = reason.ordinal();
        DEAD.setRelease(dead, index, dead[index] + 1);
    }

    /** Counts an agent's {@code onBatchEnd} that threw. */
    public void countBatchEndFault() {
        BATCH_END_FAULTS.setRelease(this, batchEndFaults + 1);
    }

    /** One agent has got a new instance. */
    public void countRestart() {
        RESTARTS.setRelease(this, restarts + 1);
    }

    /**
     * New instances of agents. Any thread.
     *
     * @return since the launch
     */
    public long restarts() {
        return (long) RESTARTS.getAcquire(this);
    }

    /**
     * Messages whose handler returned. Any thread.
     *
     * @return since the launch
     */
    public long handled() {
        return (long) HANDLED.getAcquire(this);
    }

    /**
     * Messages whose deadline had passed. Any thread.
     *
     * @return since the launch
     */
    public long expired() {
        return (long) EXPIRED.getAcquire(this);
    }

    /**
     * Messages dropped under overload. Any thread.
     *
     * @return since the launch
     */
    public long shed() {
        return (long) SHED.getAcquire(this);
    }

    long undelivered() {
        return (long) UNDELIVERED.getAcquire(this);
    }

    /** Everything that ended, in any way. */
    long ended() {
        long sum = handled() + expired() + shed() + undelivered();
        for (DeadLetterReason reason : REASONS) {
            sum += dead(reason);
        }
        return sum;
    }

    long batchEndFaults() {
        return (long) BATCH_END_FAULTS.getAcquire(this);
    }

    long dead(DeadLetterReason reason) {
        return (long) DEAD.getAcquire(dead, reason.ordinal());
    }

    private static VarHandle handle(String field) {
        try {
            return MethodHandles.lookup().findVarHandle(ShardCounters.class, field, long.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }
}
