package io.ringswarm.engine.work.coalesce;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;

/** Calls that go together. It grows under the coalescer's lock until it is sent; from then on only its outcome changes, once. */
final class Batch<Q, A> {
    private static final Runnable LEFT = () -> {};

    private final int size;
    private final List<Q> requests = new ArrayList<>();
    private final List<Call<A>> calls = new ArrayList<>();
    private final Map<Q, Integer> places;
    private final AtomicReference<Runnable> callOff = new AtomicReference<>();
    private final AtomicReference<Outcome<A>> outcome = new AtomicReference<>();
    private boolean due;
    private boolean sent;

    Batch(int size, boolean sharesEqual) {
        this.size = size;
        places = sharesEqual ? new HashMap<>() : null;
    }

    /** A caller, and which of the answers is its own. */
    private record Call<A>(CompletableFuture<A> caller, int place) {}

    CompletableFuture<A> add(Q request) {
        Integer known = places == null ? null : places.putIfAbsent(request, requests.size());
        int place = known == null ? requests.size() : known;
        if (known == null) {
            requests.add(request);
        }
        Call<A> call = new Call<>(new CompletableFuture<>(), place);
        calls.add(call);
        return call.caller;
    }

    boolean isFull() {
        return requests.size() >= size;
    }

    boolean isDue() {
        return due;
    }

    void makeDue() {
        due = true;
    }

    boolean isSent() {
        return sent;
    }

    void markSent() {
        sent = true;
    }

    int requestCount() {
        return requests.size();
    }

    int callCount() {
        return calls.size();
    }

    List<Q> requests() {
        return Collections.unmodifiableList(requests);
    }

    /** Its linger alarm. Any thread, also after {@link #leave}. */
    void calledOffBy(Runnable callOff) {
        if (!this.callOff.compareAndSet(null, callOff)) {
            callOff.run();
        }
    }

    /** It no longer waits for its alarm. */
    void leave() {
        Runnable set = callOff.getAndSet(LEFT);
        if (set != null) {
            set.run();
        }
    }

    /** True for the first outcome, which is the one that counts. */
    boolean settle(Outcome<A> how) {
        return outcome.compareAndSet(null, how);
    }

    boolean isSettled() {
        return outcome.get() != null;
    }

    /** How many calls get no value. Once settled. */
    int failedCount() {
        Outcome<A> how = outcome.get();
        return how.failure() != null
                ? calls.size()
                : (int) calls.stream()
                        .filter(call -> how.failureOf(call.place) != null)
                        .count();
    }

    /** Gives each caller its answer. Once settled; a second time changes nothing. */
    void deliver() {
        Outcome<A> how = outcome.get();
        for (Call<A> call : calls) {
            Throwable failure = how.failureOf(call.place);
            if (failure != null) {
                call.caller.completeExceptionally(failure);
            } else {
                call.caller.complete(how.answers().get(call.place).value());
            }
        }
    }
}
