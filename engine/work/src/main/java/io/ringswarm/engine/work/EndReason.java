package io.ringswarm.engine.work;

/** Why a task has ended as it did. */
public enum EndReason {
    /** Because a worker has done it. */
    DONE,
    /** A worker's own code said that it failed, or threw. */
    WORKER_FAILED,
    /** No worker was done with it within its time limit. */
    TIME_LIMIT,
    /** Its worker ended, or was retired, while it had the task in hand. */
    WORKER_LOST,
    /** Its payload could not be encoded or decoded. */
    PAYLOAD_CODEC,
    /** Its result could not be encoded, or, when the task has succeeded, not be decoded by whoever hears of it. */
    RESULT_CODEC,
    /** Its payload or its result is longer than the engine takes. */
    TOO_LARGE,
    /** Its deadline has passed. */
    DEADLINE,
    /** It was cancelled. */
    CANCELLED,
    /** No worker has the capabilities that it needs. */
    NO_CAPABLE_WORKER,
    /** As many tasks as may be open are. */
    QUEUE_FULL,
    /** The way to the desk is full. */
    BACK_PRESSURED,
    /** The work or its engine is closing or closed; of a task that {@link TaskEnd#FAILED}: whether it was done is not known. */
    CLOSED,
    /** What was submitted cannot be read. */
    MALFORMED;

    private static final EndReason[] VALUES = values();

    /** How many reasons there are. */
    public static final int COUNT = VALUES.length;

    /**
     * The reason that a number in a message stands for.
     *
     * @param ordinal an {@link #ordinal()}
     * @return the reason
     * @throws ArrayIndexOutOfBoundsException when there is none
     */
    public static EndReason of(int ordinal) {
        return VALUES[ordinal];
    }
}
