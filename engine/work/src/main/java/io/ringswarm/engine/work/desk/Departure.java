package io.ringswarm.engine.work.desk;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/** A worker that leaves. Confined to the desk. */
final class Departure {
    final WorkerCell cell;

    /** Until when what it has in hand may end, ns. */
    final long limitNs;

    /** Tasks that were given to others. */
    final int moved;

    private final CompletableFuture<Integer> done;
    private final Executor executor;

    Departure(WorkerCell cell, long limitNs, int moved, CompletableFuture<Integer> done, Executor executor) {
        this.cell = cell;
        this.limitNs = limitNs;
        this.moved = moved;
        this.done = done;
        this.executor = executor;
    }

    /** It is gone. What waits for that runs elsewhere, as it is a user's. */
    void tell(int given) {
        Elsewhere.run(executor, () -> done.complete(given));
    }
}
