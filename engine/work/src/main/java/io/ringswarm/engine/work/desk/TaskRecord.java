package io.ringswarm.engine.work.desk;

import io.ringswarm.engine.AskOutcome;
import io.ringswarm.engine.Message;
import io.ringswarm.engine.ReplyHandler;
import io.ringswarm.engine.ReplyTicket;
import io.ringswarm.engine.timing.DeadlineHeap;
import io.ringswarm.engine.work.EndReason;
import io.ringswarm.engine.work.cache.Flights;
import io.ringswarm.engine.work.queue.TaskQueue;
import io.ringswarm.engine.work.routing.TaskTraits;

/** An open task. Pooled. Confined to the desk. Its state says who has it: see {@link State}. */
final class TaskRecord extends TaskQueue.Entry implements TaskTraits, ReplyHandler {
    /** Where an open task is. */
    enum State {
        /** In the pool. */
        FREE,
        /** In the lobby: workers could do it, but none takes tasks now. */
        LOBBY,
        /** In a worker's queue. */
        QUEUED,
        /** Waits for a permit of a semaphore. */
        HELD_UP,
        /** Waits for its next attempt. */
        BACKING_OFF,
        /** Gets the result of another one that is the same. */
        FOLLOWING,
        /** In a worker's hands. */
        IN_HAND,
        /** Has ended; its submitter's way is full. */
        OWED
    }

    /** When it expires, or is to be tried again. */
    static final class Due extends DeadlineHeap.Entry {
        final TaskRecord task;

        Due(TaskRecord task) {
            this.task = task;
        }
    }

    /** A free record keeps room for a payload up to this. */
    private static final int KEPT_BYTES = 4096;

    private static final byte[] NOTHING = {};

    private final Dispatch dispatch;
    final Due due = new Due(this);
    final ReplyTicket submitter = new ReplyTicket();
    State state = State.FREE;
    long taskId;
    long needs;
    long semaphores;
    long affinity;
    long costNs;

    /** What it counts for in its worker's load: its cost, or what its kind takes, never 0. */
    long loadNs;

    long deadlineNs;
    long timeLimitNs;
    long submittedNs;
    int kind;
    int flags;
    int lane;
    byte[] key = {};
    int keyBytes;
    byte[] payload = {};
    int payloadBytes;

    /** Why it is not to be tried again, when somebody cancelled it while an answer was on its way; else null. */
    EndReason unwanted;

    /** Attempts begun. */
    int attempts;

    /** Who has it, in the queue or in hand. */
    WorkerCell worker;

    /** Its place among those that are the same; null when it needs none. */
    Flights.Seat<TaskRecord> seat;

    Flights<TaskRecord> flights;
    long askId;
    long startedNs;

    /** Its place in its worker's hands. */
    int hand;

    TaskRecord(Dispatch dispatch) {
        this.dispatch = dispatch;
    }

    /** Gives back what a long payload took. */
    void shrink() {
        if (payload.length > KEPT_BYTES) {
            payload = NOTHING;
        }
    }

    boolean hasSubmitter() {
        return submitter.isAsk() || submitter.sourceAddress() != 0;
    }

    @Override
    public long needs() {
        return needs;
    }

    @Override
    public int kind() {
        return kind;
    }

    @Override
    public long affinity() {
        return affinity;
    }

    @Override
    public long costNs() {
        return costNs;
    }

    @Override
    public void onReply(AskOutcome outcome, Message reply) {
        dispatch.attemptEnded(this, outcome, reply);
    }
}
