package io.ringswarm.engine.work.limit;

import io.ringswarm.engine.timing.TimeLimit;
import java.util.Objects;

/**
 * Keeps tasks from a worker that fails or has become slow, and lets a few through after a while to see whether it is well again.
 * The states and rules are those of resilience4j's circuit breaker with a window of calls, against which it is tested; decision 0021
 * says why it is not that one.
 *
 * <p>Three things a desk needs are added: to ask without taking a permit; to give a trial back without an outcome; and results
 * of tasks that started before the present state began do not count, so that a worker is judged by what it did since.
 *
 * <p>Confined to one thread. Reads no clock; {@code nowNs} is always ns of the caller's, which may wrap. A call allocates nothing, but
 * for the bits of the window (16 bytes and 8 for each 64 calls) with the first call that failed and the first that was slow.
 */
public final class CircuitBreaker {
    /** What a breaker lets through. */
    public enum State {
        /** Everything. */
        CLOSED,
        /** Nothing, for some time. */
        OPEN,
        /** Some tasks, whose outcome decides. */
        HALF_OPEN
    }

    private final CircuitBreakerOptions options;
    private final CallWindow window;
    private final long slowAfterNs;
    private State state = State.CLOSED;
    private long sinceNs;
    private long reopensAtNs = TimeLimit.NEVER;
    private int trialsStarted;
    private long trips;

    /**
     * A closed one.
     *
     * @param options when it opens, and how it closes again
     */
    public CircuitBreaker(CircuitBreakerOptions options) {
        this.options = Objects.requireNonNull(options, "options");
        window = new CallWindow(options.windowCalls());
        slowAfterNs = options.slowAfter().toNanos();
    }

    /**
     * Whether a task may start now. Takes nothing: who starts one says so by {@link #started}. An open breaker whose time is over
     * becomes half-open by this.
     *
     * @param nowNs ns of the caller's clock
     * @return false while it is open, and while all trials of a half-open one are under way
     */
    public boolean allows(long nowNs) {
        if (state == State.CLOSED) {
            return true;
        }
        if (state == State.OPEN) {
            if (nowNs - reopensAtNs < 0) {
                return false;
            }
            enter(State.HALF_OPEN, nowNs);
        }
        return trialsStarted < options.trials();
    }

    /**
     * A task starts. It is to end by exactly one of {@link #succeeded}, {@link #failed} and {@link #abandoned}.
     *
     * @param nowNs ns of the caller's clock
     * @throws IllegalStateException when it is not {@linkplain #allows allowed}
     */
    public void started(long nowNs) {
        if (!allows(nowNs)) {
            throw new IllegalStateException("state=" + state + ", trialsStarted=" + trialsStarted
                    + " (expected: a task starts when it is allowed to)");
        }
        if (state == State.HALF_OPEN) {
            trialsStarted++;
        }
    }

    /**
     * A task has ended well.
     *
     * @param tookNs from its start to now
     * @param nowNs ns of the caller's clock
     */
    public void succeeded(long tookNs, long nowNs) {
        ended(false, tookNs, nowNs);
    }

    /**
     * A task has failed, or was not answered in time.
     *
     * @param tookNs from its start to now
     * @param nowNs ns of the caller's clock
     */
    public void failed(long tookNs, long nowNs) {
        ended(true, tookNs, nowNs);
    }

    /**
     * A task has ended in a way that says nothing about the worker: it was cancelled, say. Another may be tried instead.
     *
     * @param tookNs from its start to now
     * @param nowNs ns of the caller's clock
     */
    public void abandoned(long tookNs, long nowNs) {
        if (state == State.HALF_OPEN && startedSince(tookNs, nowNs)) {
            trialsStarted--;
        }
    }

    private void ended(boolean failed, long tookNs, long nowNs) {
        if (state == State.OPEN || !startedSince(tookNs, nowNs)) {
            return;
        }
        window.add(failed, tookNs > slowAfterNs);
        if (state == State.CLOSED) {
            if (window.calls() >= options.minCalls() && options.exceeded(window)) {
                trip(nowNs);
            }
        } else if (window.calls() == options.trials()) {
            if (options.exceeded(window)) {
                trip(nowNs);
            } else {
                enter(State.CLOSED, nowNs);
            }
        }
    }

    /** Until the first trip there was no other state that a task could have started in. */
    private boolean startedSince(long tookNs, long nowNs) {
        return trips == 0 || nowNs - tookNs - sinceNs >= 0;
    }

    private void trip(long nowNs) {
        trips++;
        enter(State.OPEN, nowNs);
        reopensAtNs = nowNs + options.openFor().toNanos();
    }

    private void enter(State next, long nowNs) {
        state = next;
        sinceNs = nowNs;
        reopensAtNs = TimeLimit.NEVER;
        trialsStarted = 0;
        window.clear();
    }

    /**
     * What it is now. One that has been open for long enough stays open until {@link #allows} is asked.
     *
     * @return the state
     */
    public State state() {
        return state;
    }

    /**
     * When to ask again.
     *
     * @return ns of the caller's clock at which an open one lets trials through; {@link Long#MAX_VALUE} when it is not open, as nothing
     *     changes then but by a task that ends
     */
    public long nextChangeNs() {
        return reopensAtNs;
    }

    /**
     * How often it has opened.
     *
     * @return trips since it was made
     */
    public long trips() {
        return trips;
    }
}
