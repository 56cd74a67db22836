package io.ringswarm.engine;

/**
 * The lane that a message travels on. Each shard polls its lanes in this order, taking at most the lane's quota before it
 * goes on to the next: so a lane waits for at most the sum of the other lanes' quotas, however full they are.
 */
public enum Priority {
    /** Before everything else. */
    CRITICAL(512),
    /** Before normal work. */
    HIGH(256),
    /** The default. */
    NORMAL(128),
    /** When there is room. */
    LOW(64);

    private static final Priority[] VALUES = values();

    private final int quota;

    Priority(int quota) {
        this.quota = quota;
    }

    /** How many lanes there are. */
    public static final int COUNT = VALUES.length;

    /**
     * The priority of a lane.
     *
     * @param lane an {@link #ordinal()}
     * @return the priority
     * @throws ArrayIndexOutOfBoundsException when there is no such lane
     */
    public static Priority ofLane(int lane) {
        return VALUES[lane];
    }

    /**
     * How many messages a shard takes from this lane before it looks at the next one.
     *
     * @return messages
     */
    public int quota() {
        return quota;
    }
}
