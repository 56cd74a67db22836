package io.ringswarm.harness.load.explain;

import io.ringswarm.engine.metrics.EntryListener;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * Notes which messages were late. Messages that were due in the same millisecond and handled in the same one are a cell,
 * which keeps their number and the times of the worst of them: so a second of messages that are all late takes some two
 * thousand cells, whatever the rate. When the reader does not come, a cell takes more than a millisecond; no message is
 * left out.
 *
 * <p>One thread writes, one other reads with {@link #drain}. Writing allocates nothing and never waits.
 */
public final class LateLog implements EntryListener {
    /** For {@code sentNs}: not known. */
    public static final long UNKNOWN = Long.MIN_VALUE;

    private static final VarHandle PUBLISHED = handle("published");
    private static final VarHandle CONSUMED = handle("consumed");
    private static final VarHandle ABOVE = handle("aboveNs");
    private static final int CELLS = 8192;
    private static final int DUE = 0;
    private static final int SENT = 1;
    private static final int ENTERED = 2;
    private static final int IDLE = 3;
    private static final int FIRST_DUE = 4;
    private static final int OVER_LIMIT = 5;
    private static final int WIDTH = 6;
    private static final long NS_PER_MS = 1_000_000;

    /** A cell that gets nothing more is closed by the next message after so long. */
    private static final long OPEN_NS = 100 * NS_PER_MS;

    private long limitNs = Long.MAX_VALUE;
    private final long[] cells = new long[CELLS * WIDTH];
    private long published;
    private long consumed;
    private long aboveNs;

    private long lastLeftNs = Long.MIN_VALUE;
    private boolean open;
    private long dueMs;
    private long enteredMs;
    private long worstDueNs;
    private long worstSentNs;
    private long worstEnteredNs;
    private long idleNs;
    private long firstDueNs;
    private long overLimit;

    /** An empty log, without a limit. */
    public LateLog() {}

    /**
     * While nothing is written: responses above this are counted.
     *
     * @param ns 0 and up; null for none
     */
    public void limit(Long ns) {
        limitNs = ns == null ? Long.MAX_VALUE : ns;
    }

    /** Takes cells. */
    @FunctionalInterface
    interface Reader {
        /**
         * A cell.
         *
         * @param cell copied
         */
        void cell(LateCell cell);
    }

    @Override
    public void entered(long dueNs, long sentNs, long enteredNs, long leftNs, long count) {
        long freeSinceNs = lastLeftNs;
        lastLeftNs = leftNs;
        if (enteredNs - dueNs > (long) ABOVE.getOpaque(this)) {
            note(dueNs, sentNs, enteredNs, freeSinceNs, count);
        } else if (open && enteredNs - worstEnteredNs > OPEN_NS && publish()) {
            open = false;
        }
    }

    /**
     * The reader: messages that took no longer than this are not asked for from now on, soon.
     *
     * @param ns 0 and up
     */
    void ignoreUpTo(long ns) {
        ABOVE.setOpaque(this, Math.min(ns, limitNs));
    }

    /** The reader: takes all cells that are closed. */
    void drain(Reader reader) {
        long from = consumed;
        long end = (long) PUBLISHED.getAcquire(this);
        for (; from < end; from++) {
            int at = (int) (from % CELLS) * WIDTH;
            reader.cell(new LateCell(
                    cells[at + DUE],
                    cells[at + SENT],
                    cells[at + ENTERED],
                    cells[at + IDLE],
                    cells[at + FIRST_DUE],
                    cells[at + OVER_LIMIT]));
        }
        CONSUMED.setRelease(this, from);
    }

    /** While nothing is written: takes everything. */
    void drainAll(Reader reader) {
        if (open) {
            if (!publish()) {
                drain(reader);
                publish();
            }
            open = false;
        }
        drain(reader);
    }

    /** While nothing is written: forgets everything. */
    public void reset() {
        drainAll(cell -> {});
        lastLeftNs = Long.MIN_VALUE;
        ABOVE.setOpaque(this, 0L);
    }

    private void note(long dueNs, long sentNs, long enteredNs, long freeSinceNs, long count) {
        long due = Math.floorDiv(dueNs, NS_PER_MS);
        long entered = Math.floorDiv(enteredNs, NS_PER_MS);
        if (!open || ((due != dueMs || entered != enteredMs) && publish())) {
            open = true;
            dueMs = due;
            enteredMs = entered;
            firstDueNs = dueNs;
            worstDueNs = dueNs;
            worstEnteredNs = enteredNs;
            worstSentNs = sentNs;
            idleNs = 0;
            overLimit = 0;
        }
        long responseNs = enteredNs - dueNs;
        if (responseNs > worstEnteredNs - worstDueNs) {
            worstDueNs = dueNs;
            worstSentNs = sentNs;
            worstEnteredNs = enteredNs;
        }
        firstDueNs = Math.min(firstDueNs, dueNs);
        if (sentNs != UNKNOWN && freeSinceNs != Long.MIN_VALUE && sentNs - freeSinceNs >= 0) {
            idleNs = Math.max(idleNs, enteredNs - sentNs); // the shard was free when it came
        }
        if (responseNs > limitNs) {
            overLimit += count;
        }
    }

    /** False when there is no room. */
    private boolean publish() {
        long next = published;
        if (next - (long) CONSUMED.getAcquire(this) >= CELLS) {
            return false;
        }
        int at = (int) (next % CELLS) * WIDTH;
        cells[at + DUE] = worstDueNs;
        cells[at + SENT] = worstSentNs;
        cells[at + ENTERED] = worstEnteredNs;
        cells[at + IDLE] = idleNs;
        cells[at + FIRST_DUE] = firstDueNs;
        cells[at + OVER_LIMIT] = overLimit;
        PUBLISHED.setRelease(this, next + 1);
        return true;
    }

    private static VarHandle handle(String field) {
        try {
            return MethodHandles.lookup().findVarHandle(LateLog.class, field, long.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }
}
