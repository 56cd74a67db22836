package io.ringswarm.engine;

/**
 * The lane that a message travels on. In each turn of its loop a shard takes from the ring of each lane, in this order, at
 * most the lane's quota of messages, then the same from its local queues, besides at most 1,728 ends of asks, stashed messages,
 * timers, and beginnings and ends of agents. So however full the others are, each lane gets its turn after at most 3,584 calls
 * of agents.
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
