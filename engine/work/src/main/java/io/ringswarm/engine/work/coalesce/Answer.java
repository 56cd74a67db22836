package io.ringswarm.engine.work.coalesce;

import java.util.Objects;

/**
 * What a batch function answers to one request: a value, or why there is none.
 *
 * @param <A> of the value
 * @param value may be null; null when it failed
 * @param failure null when it did not fail
 */
public record Answer<A>(A value, Throwable failure) {
    /** Checks that it is one or the other. */
    public Answer {
        if (failure != null && value != null) {
            throw new IllegalArgumentException("value=" + value + ", failure=" + failure + " (expected: one of them)");
        }
    }

    /**
     * An answer.
     *
     * @param <A> of the value
     * @param value may be null
     * @return it
     */
    public static <A> Answer<A> of(A value) {
        return new Answer<>(value, null);
    }

    /**
     * A request that failed, while others of its batch may not have.
     *
     * @param <A> of the value that is missing
     * @param failure what its caller's stage completes with
     * @return it
     */
    public static <A> Answer<A> failed(Throwable failure) {
        return new Answer<>(null, Objects.requireNonNull(failure, "failure"));
    }
}
