package io.ringswarm.engine.work.host;

import io.ringswarm.codecs.BodyReader;
import io.ringswarm.engine.work.Attempt;
import io.ringswarm.engine.work.tier.TierTask;

/** One attempt at a task on a tier's thread. What is to be done is there before it begins; what came of it when it is finished. */
final class BlockingRun<P, R> extends TierTask implements Attempt {
    private final Lane lane;
    private final Assignment assignment;
    private final KindOfWork<P, R> kind;
    private final long ticket;
    private final long taskId;
    private final int number;
    private final long traceId;
    private final P payload;
    private R result;
    private Throwable thrown;

    BlockingRun(Lane lane, Assignment assignment, KindOfWork<P, R> kind) {
        this.lane = lane;
        this.assignment = assignment;
        this.kind = kind;
        ticket = assignment.ticket;
        taskId = assignment.taskId;
        number = assignment.attempt;
        traceId = assignment.reply.traceId();
        payload = kind.kind().newPayload();
    }

    void decode(BodyReader in) {
        kind.kind().payloadCodec().decode(in, payload);
    }

    @Override
    protected void run() {
        try {
            result = kind.function().run(payload, this);
        } catch (Throwable e) {
            thrown = e;
        }
        Thread.interrupted(); // it was meant for the function, and would make the way back a spin
        lane.finished(this);
    }

    /** Interrupts it, or keeps it from beginning. On the worker's shard. Answers whether it never began and never will. */
    boolean cancel() {
        return lane.cancel(this);
    }

    Assignment assignment() {
        return assignment;
    }

    long ticket() {
        return ticket;
    }

    R result() {
        return result;
    }

    Throwable thrown() {
        return thrown;
    }

    @Override
    public long taskId() {
        return taskId;
    }

    @Override
    public int number() {
        return number;
    }

    @Override
    public long traceId() {
        return traceId;
    }

    @Override
    public String toString() {
        return "task " + taskId + ", attempt " + number;
    }
}
