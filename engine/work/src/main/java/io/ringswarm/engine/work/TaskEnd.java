package io.ringswarm.engine.work;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/** How a task has ended: each task in exactly one of these ways. */
public enum TaskEnd {
    /** A worker has done it. */
    SUCCEEDED(EndReason.DONE),
    /** A worker could not do it, or was lost, and it may not be tried again. */
    FAILED(
            EndReason.WORKER_FAILED,
            EndReason.TIME_LIMIT,
            EndReason.WORKER_LOST,
            EndReason.PAYLOAD_CODEC,
            EndReason.RESULT_CODEC,
            EndReason.TOO_LARGE,
            EndReason.NO_CAPABLE_WORKER),
    /** Its deadline has passed before it was done. */
    EXPIRED(EndReason.DEADLINE),
    /** Whoever submitted it wants it no more. */
    CANCELLED(EndReason.CANCELLED, EndReason.CLOSED),
    /** It was not taken on. */
    REJECTED(
            EndReason.NO_CAPABLE_WORKER,
            EndReason.QUEUE_FULL,
            EndReason.BACK_PRESSURED,
            EndReason.TOO_LARGE,
            EndReason.PAYLOAD_CODEC,
            EndReason.MALFORMED,
            EndReason.CLOSED);

    private static final TaskEnd[] VALUES = values();

    private final Set<EndReason> reasons;

    TaskEnd(EndReason first, EndReason... others) {
        reasons = Collections.unmodifiableSet(EnumSet.of(first, others));
    }

    /**
     * Why tasks end so, as they are counted. Whoever submitted one may hear of something else that befell its end on the way: of
     * {@link EndReason#RESULT_CODEC} with a success, of {@link EndReason#CLOSED} with a failure.
     *
     * @return one or more; not to be changed
     */
    public Set<EndReason> reasons() {
        return reasons;
    }

    /**
     * The end that a number in a message stands for.
     *
     * @param ordinal an {@link #ordinal()}
     * @return the end
     * @throws ArrayIndexOutOfBoundsException when there is none
     */
    public static TaskEnd of(int ordinal) {
        return VALUES[ordinal];
    }
}
