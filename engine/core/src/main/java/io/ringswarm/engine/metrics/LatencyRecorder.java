package io.ringswarm.engine.metrics;

import java.util.concurrent.atomic.AtomicReference;

/**
 * Times the messages of one shard in groups: the clock is read at a group's end only, and that end stands for the entry
 * of each of its messages, an upper bound whose error is the group's duration. A group that took more than a microsecond
 * makes the next one a group of one; quick ones let it grow again. Messages with the same due and sent time are recorded
 * together.
 *
 * <p>The shard's thread calls everything but {@link #requestSwap} and {@link #takeSwapped}, which belong to one reader at
 * a time. The shard changes histograms at a batch's boundary, so the reader never looks at one that is written.
 */
public final class LatencyRecorder {
    /** Most messages in a group. */
    public static final int MAX_GROUP = 32;

    private static final long GROUP_LIMIT_NS = 1_000;
    private static final long GROUP_GROWTH_NS = GROUP_LIMIT_NS / 2;

    private final long[] dueNs = new long[MAX_GROUP];
    private final long[] sentNs = new long[MAX_GROUP];
    private final int[] counts = new int[MAX_GROUP];
    private final int[] kinds = new int[MAX_GROUP];
    private final EntryListener listener;
    private final AtomicReference<KindHistograms> offered = new AtomicReference<>();
    private final AtomicReference<KindHistograms> swapped = new AtomicReference<>();
    private KindHistograms active = new KindHistograms();
    private long lastDueNs;
    private long lastSentNs;
    private int lastKind;
    private int lastCount;
    private int runs;
    private int messages;
    private int groupSize = 1;
    private volatile boolean finished;

    /** Empty, and nobody listens. */
    public LatencyRecorder() {
        this(null);
    }

    /**
     * Empty.
     *
     * @param listener is told of every message; null for nobody
     */
    public LatencyRecorder(EntryListener listener) {
        this.listener = listener;
    }

    /**
     * How many messages the next group should have.
     *
     * @return 1 to {@link #MAX_GROUP}
     */
    public int groupSize() {
        return groupSize;
    }

    /**
     * Adds a message that reached its handler to the group.
     *
     * @param kind the kind of its agent, 0 and up
     * @param due when it should have been sent, ns
     * @param sent when it was sent, ns
     */
    public void add(int kind, long due, long sent) {
        if (due == lastDueNs && sent == lastSentNs && kind == lastKind && lastCount > 0) {
            lastCount++;
        } else {
            keepLastRun();
            lastKind = kind;
            lastDueNs = due;
            lastSentNs = sent;
            lastCount = 1;
        }
    }

    /**
     * Notes that the shard has handled some messages since it looked at its queues.
     *
     * @param batch 1 and up
     */
    public void batch(int batch) {
        active.batches().recordValue(batch);
    }

    /**
     * Ends the group and records it.
     *
     * @param startNs when its first message was about to be handled
     * @param endNs when its last message had been handled
     * @param slots how many messages it had, with those that reached no handler
     */
    public void endGroup(long startNs, long endNs, int slots) {
        keepLastRun();
        long durationNs = endNs - startNs;
        if (slots == 1 && messages == 1) {
            LatencyHistograms histograms = active.of(kinds[0]);
            histograms.record(startNs - dueNs[0], startNs - sentNs[0], 1);
            histograms.recordGroup(durationNs, 0, 1);
            if (listener != null) {
                listener.entered(dueNs[0], sentNs[0], startNs, endNs, 1);
            }
        } else if (messages > 0) {
            recordRuns(endNs, durationNs / slots, durationNs);
        }
        adapt(durationNs);
        runs = 0;
        messages = 0;
    }

    /** Gives the histograms recorded so far to the reader that asked for them. Between batches. */
    public void swapIfRequested() {
        KindHistograms empty = offered.getOpaque();
        if (empty != null) {
            empty = offered.getAndSet(null);
            swapped.set(active);
            active = empty;
        }
    }

    /** Gives the reader everything that is left; nothing is recorded after this. */
    public void finish() {
        offered.set(null);
        KindHistograms notTaken = swapped.getAndSet(null);
        if (notTaken != null) {
            active.add(notTaken);
        }
        swapped.set(active);
        finished = true;
    }

    /**
     * Whether everything has been given: what {@link #takeSwapped()} returns from now on is the last.
     *
     * @return true after {@link #finish()}
     */
    public boolean isFinished() {
        return finished;
    }

    /**
     * Whether a reader waits for {@link #swapIfRequested()}.
     *
     * @return true when asked
     */
    public boolean swapRequested() {
        return offered.get() != null;
    }

    /**
     * Asks the shard for what it has recorded. The next call must wait until {@link #takeSwapped()} has answered.
     *
     * @param empty what the shard is to go on with
     */
    public void requestSwap(KindHistograms empty) {
        if (!offered.compareAndSet(null, empty) && !finished) {
            throw new IllegalStateException("a swap is under way");
        }
    }

    /**
     * Takes what the shard has given.
     *
     * @return the histograms, now the caller's; null when the shard has not come to it yet
     */
    public KindHistograms takeSwapped() {
        return swapped.getAndSet(null);
    }

    /** What is the same for all messages of a group is recorded at once for neighbours of one kind. */
    private void recordRuns(long endNs, long handlingNs, long durationNs) {
        int i = 0;
        while (i < runs) {
            int kind = kinds[i];
            LatencyHistograms histograms = active.of(kind);
            long ofKind = 0;
            do {
                histograms.record(endNs - dueNs[i], endNs - sentNs[i], counts[i]);
                if (listener != null) {
                    listener.entered(dueNs[i], sentNs[i], endNs, endNs, counts[i]);
                }
                ofKind += counts[i];
                i++;
            } while (i < runs && kinds[i] == kind);
            histograms.recordGroup(handlingNs, durationNs, ofKind);
        }
    }

    private void keepLastRun() {
        if (lastCount > 0) {
            dueNs[runs] = lastDueNs;
            sentNs[runs] = lastSentNs;
            counts[runs] = lastCount;
            kinds[runs] = lastKind;
            runs++;
            messages += lastCount;
            lastCount = 0;
        }
    }

    private void adapt(long durationNs) {
        if (durationNs > GROUP_LIMIT_NS) {
            groupSize = 1;
        } else if (durationNs <= GROUP_GROWTH_NS && groupSize < MAX_GROUP) {
            groupSize <<= 1;
        }
    }
}
