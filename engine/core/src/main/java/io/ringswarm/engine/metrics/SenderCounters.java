package io.ringswarm.engine.metrics;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * What one sender counts. Written by the sender's thread, readable by any; a reader that has seen a message handled sees
 * it created.
 */
public final class SenderCounters {
    private static final VarHandle CREATED = handle("created");
    private static final VarHandle BACK_PRESSURED = handle("backPressured");
    private static final VarHandle NO_SUCH_AGENT = handle("noSuchAgent");
    private static final VarHandle TOO_LARGE = handle("tooLarge");
    private static final VarHandle CLOSED = handle("closed");

    private long created;
    private long backPressured;
    private long noSuchAgent;
    private long tooLarge;
    private long closed;

    /** All zero. */
    public SenderCounters() {}

    /**
     * Counts messages that are about to become visible to a shard.
     *
     * @param messages how many
     */
    public void countCreated(int messages) {
        CREATED.setRelease(this, created + messages);
    }

    /** Counts a send refused for want of room. */
    public void countBackPressured() {
        BACK_PRESSURED.setRelease(this, backPressured + 1);
    }

    /** Counts a send to an agent that is not there. */
    public void countNoSuchAgent() {
        NO_SUCH_AGENT.setRelease(this, noSuchAgent + 1);
    }

    /** Counts a send whose body was too long. */
    public void countTooLarge() {
        TOO_LARGE.setRelease(this, tooLarge + 1);
    }

    /** Counts a send to an engine that accepts nothing more. */
    public void countClosed() {
        CLOSED.setRelease(this, closed + 1);
    }

    /**
     * Messages that the engine has accepted.
     *
     * @return how many
     */
    public long created() {
        return (long) CREATED.getAcquire(this);
    }

    SendRefusals refusals() {
        return new SendRefusals(
                (long) BACK_PRESSURED.getAcquire(this),
                (long) NO_SUCH_AGENT.getAcquire(this),
                (long) TOO_LARGE.getAcquire(this),
                (long) CLOSED.getAcquire(this));
    }

    private static VarHandle handle(String field) {
        try {
            return MethodHandles.lookup().findVarHandle(SenderCounters.class, field, long.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }
}
