package io.ringswarm.engine.metrics;

import io.ringswarm.engine.AskOutcome;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * What one sender counts, an outside one or a shard for its agents. Written by its thread, readable by any; a reader that has seen a message handled sees
 * it created.
 */
public final class SenderCounters {
    private static final VarHandle CREATED = handle("created");
    private static final VarHandle BACK_PRESSURED = handle("backPressured");
    private static final VarHandle NO_SUCH_AGENT = handle("noSuchAgent");
    private static final VarHandle TOO_LARGE = handle("tooLarge");
    private static final VarHandle CLOSED = handle("closed");
    private static final VarHandle PARKED = handle("parked");
    private static final VarHandle ASKS_STARTED = handle("asksStarted");
    private static final VarHandle ASKS_CANCELLED = handle("asksCancelled");
    private static final VarHandle LATE_REPLIES = handle("lateReplies");
    private static final VarHandle DUPLICATE_REPLIES = handle("duplicateReplies");
    private static final VarHandle OUTCOME = MethodHandles.arrayElementVarHandle(long[].class);

    private long created;
    private long backPressured;
    private long noSuchAgent;
    private long tooLarge;
    private long closed;
    private long parked;
    private long asksStarted;
    private long asksCancelled;
    private long lateReplies;
    private long duplicateReplies;
    private final long[] outcomes = new long[AskOutcome.values().length];

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

    /** Counts a message that was accepted and found no room yet. */
    public void countParked() {
        PARKED.setRelease(this, parked + 1);
    }

    /** Counts an ask whose question was accepted. */
    public void countAskStarted() {
        ASKS_STARTED.setRelease(this, asksStarted + 1);
    }

    /**
     * Counts asks that nobody wants answered any more.
     *
     * @param asks how many
     */
    public void countAsksCancelled(int asks) {
        ASKS_CANCELLED.setRelease(this, asksCancelled + asks);
    }

    /**
     * Counts the end of an ask.
     *
     * @param outcome how it ended
     */
    public void countOutcome(AskOutcome outcome) {
        int index = outcome.ordinal();
        OUTCOME.setRelease(outcomes, index, outcomes[index] + 1);
    }

    /** Counts a reply to an ask that had ended without it. */
    public void countLateReply() {
        LATE_REPLIES.setRelease(this, lateReplies + 1);
    }

    /** Counts a reply to an ask that had been answered. */
    public void countDuplicateReply() {
        DUPLICATE_REPLIES.setRelease(this, duplicateReplies + 1);
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

    long parked() {
        return (long) PARKED.getAcquire(this);
    }

    /** The ends before the beginning, so that in flight is never negative. */
    AskCounters asks() {
        long answered = ended(AskOutcome.ANSWERED);
        long expired = ended(AskOutcome.EXPIRED);
        long timedOut = ended(AskOutcome.TIMED_OUT);
        long cancelled = (long) ASKS_CANCELLED.getAcquire(this);
        long failed = ended(AskOutcome.FAILED);
        return new AskCounters(
                (long) ASKS_STARTED.getAcquire(this),
                answered,
                expired,
                timedOut,
                cancelled,
                failed,
                (long) LATE_REPLIES.getAcquire(this),
                (long) DUPLICATE_REPLIES.getAcquire(this));
    }

    private long ended(AskOutcome outcome) {
        return (long) OUTCOME.getAcquire(outcomes, outcome.ordinal());
    }

    private static VarHandle handle(String field) {
        try {
            return MethodHandles.lookup().findVarHandle(SenderCounters.class, field, long.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }
}
