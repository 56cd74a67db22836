package io.ringswarm.engine.work.host;

import io.ringswarm.engine.ReplyTicket;

/** One attempt at a task, in a worker's hands. Pooled. Confined to the worker's shard thread. */
final class Assignment {
    final ReplyTicket reply = new ReplyTicket();

    /** The number of the ask that it came by; 0 when it has ended. */
    long ticket;

    long taskId;
    int attempt;
    KindOfWork<?, ?> kind;
    boolean cancelled;
    boolean kept;

    /** What it is being done on, when it blocks. */
    BlockingRun<?, ?> run;

    /** An answer that found no room yet. */
    boolean owed;

    boolean owedSuccess;
    int owedReason;
    byte[] owedBytes;

    boolean isOpen(long asTicket) {
        return ticket == asTicket && ticket != 0;
    }
}
