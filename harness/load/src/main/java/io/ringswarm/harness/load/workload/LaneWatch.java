package io.ringswarm.harness.load.workload;

import io.ringswarm.engine.Priority;

/**
 * How many messages of other lanes a shard handles before it comes back to a lane on which a message waits. Allocates
 * nothing. Confined to the shard's thread; others may read once it is quiet.
 *
 * <p>A message is known to have waited since its lane's turn before when the next one of its producer on that lane was
 * sent before that turn, too: by then it had been published. Of other messages nothing is said.
 */
public final class LaneWatch {
    private final long[] handled = new long[Priority.COUNT];
    private final long[] othersAtTurn = new long[Priority.COUNT];
    private final long[] turnNs = new long[Priority.COUNT];
    private final long[] supposed = new long[Priority.COUNT];
    private final long[] supposedTurnNs = new long[Priority.COUNT];
    private final int[] supposedProducer = new int[Priority.COUNT];
    private final long[] longest = new long[Priority.COUNT];
    private long total;

    /** Nothing has been handled. */
    public LaneWatch() {}

    /**
     * The most messages of other lanes that a lane may have to wait for, by {@link Priority}.
     *
     * @param priority the lane
     */
    public static int bound(Priority priority) {
        int bound = 0;
        for (Priority other : Priority.values()) {
            bound += other == priority ? 0 : other.quota();
        }
        return bound;
    }

    /**
     * Takes note of a message.
     *
     * @param lane its lane
     * @param producer who sent it
     * @param enteredNs when its handler began
     * @param sentNs when it was sent
     */
    public void handled(int lane, int producer, long enteredNs, long sentNs) {
        long others = total - handled[lane];
        if (supposedProducer[lane] == producer && sentNs - supposedTurnNs[lane] <= 0) {
            longest[lane] = Math.max(longest[lane], supposed[lane]);
        }
        supposed[lane] = handled[lane] == 0 ? 0 : others - othersAtTurn[lane];
        supposedTurnNs[lane] = turnNs[lane];
        supposedProducer[lane] = producer;
        othersAtTurn[lane] = others;
        turnNs[lane] = enteredNs;
        handled[lane]++;
        total++;
    }

    /**
     * The most messages of other lanes that a message of this one is known to have waited for.
     *
     * @param priority the lane
     */
    public long longest(Priority priority) {
        return longest[priority.ordinal()];
    }

    /** Forgets everything. While the shard is quiet. */
    public void reset() {
        total = 0;
        for (int lane = 0; lane < Priority.COUNT; lane++) {
            handled[lane] = 0;
            supposed[lane] = 0;
            longest[lane] = 0;
        }
    }
}
