package io.ringswarm.engine.work.host;

import io.ringswarm.engine.AgentContext;
import io.ringswarm.engine.work.Task;

/** A task as its handler sees it: the one of the current call, which is used again, or one that was kept. */
final class CurrentTask<R> implements Task<R> {
    private final WorkerHost host;
    private Assignment assignment;
    private long ticket;
    private long taskId;
    private int attempt;
    private long traceId;

    CurrentTask(WorkerHost host) {
        this.host = host;
    }

    CurrentTask<R> at(Assignment current) {
        assignment = current;
        ticket = current.ticket;
        taskId = current.taskId;
        attempt = current.attempt;
        traceId = current.reply.traceId();
        return this;
    }

    @Override
    public long taskId() {
        return taskId;
    }

    @Override
    public long ticket() {
        return ticket;
    }

    @Override
    public int attempt() {
        return attempt;
    }

    @Override
    public long traceId() {
        return traceId;
    }

    @Override
    public boolean succeed(R result) {
        return host.succeed(assignment, ticket, result);
    }

    @Override
    public boolean fail(String why) {
        return host.fail(assignment, ticket, why);
    }

    @Override
    public boolean isCancelled() {
        return !assignment.isOpen(ticket) || assignment.cancelled;
    }

    @Override
    public Task<R> keep() {
        if (assignment.isOpen(ticket)) {
            assignment.kept = true;
        }
        return new CurrentTask<R>(host).copy(this);
    }

    private CurrentTask<R> copy(CurrentTask<R> other) {
        assignment = other.assignment;
        ticket = other.ticket;
        taskId = other.taskId;
        attempt = other.attempt;
        traceId = other.traceId;
        return this;
    }

    @Override
    public AgentContext agent() {
        return host.context();
    }
}
