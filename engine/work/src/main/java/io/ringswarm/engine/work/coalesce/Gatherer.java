package io.ringswarm.engine.work.coalesce;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/**
 * Which calls go together, and when. Confined to the coalescer's lock: knows neither threads nor time. After each step the
 * coalescer asks for what is to be sent {@link #next}; one step makes one batch ready at most.
 */
final class Gatherer<Q, A> {
    private final CoalescerOptions options;
    private final Deque<Batch<Q, A>> full = new ArrayDeque<>();
    private final Set<Batch<Q, A>> undelivered = new LinkedHashSet<>();
    private Batch<Q, A> open;
    private boolean closed;
    private boolean stopped;
    private int waiting;
    private int inFlight;
    private int batchesInFlight;
    private long calls;
    private long refused;
    private long answered;
    private long failed;
    private long batches;
    private long bySize;
    private long byLinger;
    private long byClose;
    private long requests;

    Gatherer(CoalescerOptions options) {
        this.options = options;
    }

    /** Null when the next call will be taken; else counts it as refused. */
    CallRefusedException refusal() {
        if (!closed && waiting < options.maxWaiting()) {
            return null;
        }
        calls++;
        refused++;
        return closed
                ? new CallRefusedException(CallRefusedException.Reason.CLOSED, "the coalescer is closed")
                : new CallRefusedException(
                        CallRefusedException.Reason.FULL, "waiting=" + waiting + " (expected: fewer)");
    }

    /** Takes a call. Throws what the request's equals or hashCode throws, and then has not taken it. */
    CompletableFuture<A> add(Q request) {
        Batch<Q, A> joined = open != null ? open : new Batch<>(options.size(), options.sharesEqual());
        CompletableFuture<A> caller = joined.add(request);
        calls++;
        waiting++;
        if (open == null) {
            open = joined;
            undelivered.add(joined);
            if (options.linger().isZero()) {
                joined.makeDue();
            }
        }
        if (joined.isFull()) {
            full.add(joined);
            open = null;
        }
        return caller;
    }

    Batch<Q, A> open() {
        return open;
    }

    void lingered(Batch<Q, A> batch) {
        if (batch == open) {
            batch.makeDue();
        }
    }

    /** What is to be sent now, and counts as sent; null for nothing. */
    Batch<Q, A> next() {
        if (stopped || batchesInFlight == options.maxInFlight()) {
            return null;
        }
        Batch<Q, A> batch = full.poll();
        if (batch == null && open != null && open.isDue()) {
            batch = open;
            open = null;
        }
        if (batch != null) {
            send(batch);
        }
        return batch;
    }

    private void send(Batch<Q, A> batch) {
        batch.markSent();
        batchesInFlight++;
        waiting -= batch.callCount();
        inFlight += batch.callCount();
        batches++;
        requests += batch.requestCount();
        if (batch.isFull()) {
            bySize++;
        } else if (closed) {
            byClose++;
        } else {
            byLinger++;
        }
    }

    /** Its outcome is known; its flight is free. */
    void settled(Batch<Q, A> batch) {
        if (batch.isSent()) {
            batchesInFlight--;
            inFlight -= batch.callCount();
        } else {
            waiting -= batch.callCount();
        }
        int without = batch.failedCount();
        failed += without;
        answered += batch.callCount() - without;
    }

    void delivered(Batch<Q, A> batch) {
        undelivered.remove(batch);
    }

    boolean isAllDelivered() {
        return undelivered.isEmpty();
    }

    /** Takes no more, and lets no call wait for others. */
    void close() {
        closed = true;
        if (open != null) {
            open.makeDue();
        }
    }

    /** Sends no more. Answers what is unfinished, in the order of calls. */
    List<Batch<Q, A>> stop() {
        stopped = true;
        full.clear();
        open = null;
        return new ArrayList<>(undelivered);
    }

    CoalescerCounters counters() {
        return new CoalescerCounters(
                calls,
                refused,
                waiting,
                inFlight,
                answered,
                failed,
                batches,
                batchesInFlight,
                bySize,
                byLinger,
                byClose,
                requests);
    }
}
