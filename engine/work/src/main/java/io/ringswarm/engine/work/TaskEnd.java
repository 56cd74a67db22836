package io.ringswarm.engine.work;

/** How a task has ended: each task in exactly one of these ways. */
public enum TaskEnd {
    /** A worker has done it. */
    SUCCEEDED,
    /** A worker could not do it, or was lost, and it may not be tried again. */
    FAILED,
    /** Its deadline has passed before it was done. */
    EXPIRED,
    /** Whoever submitted it wants it no more. */
    CANCELLED,
    /** It was not taken on. */
    REJECTED;

    private static final TaskEnd[] VALUES = values();

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
