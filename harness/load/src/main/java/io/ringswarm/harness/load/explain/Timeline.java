package io.ringswarm.harness.load.explain;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * What went on when. Causes may be added by any thread, in any order and with delay; what a wait lost to each of them can be
 * asked up to the time that is {@linkplain #settle settled}, before which nothing is added any more. Times that several
 * causes claim are the first's. Remembers {@value #MEMORY_NS} ns at the least, and forgets what is older.
 */
final class Timeline {
    /** How far back a wait may reach. */
    static final long MEMORY_NS = 120_000_000_000L;

    private static final int INITIAL = 256;

    private final List<Event> pending = new ArrayList<>();
    private long[] starts = new long[INITIAL];
    private long[] ends = new long[INITIAL];
    private Cause[] causes = new Cause[INITIAL];
    private long[][] lostBefore = new long[Cause.TIMED][INITIAL];
    private int segments;
    private long settledNs = Long.MIN_VALUE;

    private record Event(Cause cause, long startNs, long endNs) {}

    private record Bound(long ns, Cause cause, int step) {}

    /**
     * Notes that something went on. What is settled already is not changed.
     *
     * @param cause what
     * @param startNs from when on
     * @param endNs until when
     */
    synchronized void add(Cause cause, long startNs, long endNs) {
        if (endNs > startNs && endNs > settledNs) {
            pending.add(new Event(cause, Math.max(startNs, settledNs), endNs));
        }
    }

    /**
     * Nothing that was before this will be added any more.
     *
     * @param untilNs not before the last call's
     */
    synchronized void settle(long untilNs) {
        forgetBefore(untilNs - MEMORY_NS);
        List<Bound> bounds = new ArrayList<>();
        List<Event> later = new ArrayList<>();
        for (Event event : pending) {
            if (event.startNs < untilNs) {
                bounds.add(new Bound(event.startNs, event.cause, 1));
                bounds.add(new Bound(Math.min(event.endNs, untilNs), event.cause, -1));
            }
            if (event.endNs > untilNs) {
                later.add(new Event(event.cause, Math.max(event.startNs, untilNs), event.endNs));
            }
        }
        pending.clear();
        pending.addAll(later);
        bounds.sort(Comparator.comparingLong(Bound::ns));
        int[] going = new int[Cause.TIMED];
        long fromNs = untilNs;
        for (Bound bound : bounds) {
            Cause first = firstOf(going);
            if (first != null && bound.ns > fromNs) {
                append(first, fromNs, bound.ns);
            }
            going[bound.cause.ordinal()] += bound.step;
            fromNs = bound.ns;
        }
        settledNs = untilNs;
    }

    private static Cause firstOf(int[] going) {
        for (int cause = 0; cause < going.length; cause++) {
            if (going[cause] > 0) {
                return Cause.values()[cause];
            }
        }
        return null;
    }

    /**
     * What a wait lost.
     *
     * @param fromNs its start
     * @param untilNs its end, not after what is settled
     * @return ns by the number of the cause
     */
    synchronized long[] lost(long fromNs, long untilNs) {
        long[] lost = new long[Cause.TIMED];
        if (untilNs <= fromNs) {
            return lost;
        }
        int first = firstEndingAfter(fromNs);
        int end = first;
        int high = segments;
        while (end < high) { // the first that starts at or after the wait's end
            int middle = (end + high) >>> 1;
            if (starts[middle] < untilNs) {
                end = middle + 1;
            } else {
                high = middle;
            }
        }
        if (first >= end) {
            return lost;
        }
        for (int cause = 0; cause < Cause.TIMED; cause++) {
            lost[cause] = lostUntil(cause, end) - lostBefore[cause][first];
        }
        lost[causes[first].ordinal()] -= Math.max(0, fromNs - starts[first]);
        lost[causes[end - 1].ordinal()] -= Math.max(0, ends[end - 1] - untilNs);
        return lost;
    }

    private long lostUntil(int cause, int end) {
        int last = end - 1;
        return lostBefore[cause][last] + (causes[last].ordinal() == cause ? ends[last] - starts[last] : 0);
    }

    private int firstEndingAfter(long ns) {
        int low = 0;
        int high = segments;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (ends[middle] <= ns) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private void append(Cause cause, long startNs, long endNs) {
        if (segments > 0 && causes[segments - 1] == cause && ends[segments - 1] == startNs) {
            ends[segments - 1] = endNs;
            return;
        }
        if (segments == starts.length) {
            starts = Arrays.copyOf(starts, 2 * segments);
            ends = Arrays.copyOf(ends, 2 * segments);
            causes = Arrays.copyOf(causes, 2 * segments);
            for (int i = 0; i < lostBefore.length; i++) {
                lostBefore[i] = Arrays.copyOf(lostBefore[i], 2 * segments);
            }
        }
        for (int i = 0; i < lostBefore.length; i++) {
            lostBefore[i][segments] = segments == 0 ? 0 : lostUntil(i, segments);
        }
        starts[segments] = startNs;
        ends[segments] = endNs;
        causes[segments] = cause;
        segments++;
    }

    private void forgetBefore(long ns) {
        int old = firstEndingAfter(ns);
        if (old > segments / 2) {
            System.arraycopy(starts, old, starts, 0, segments - old);
            System.arraycopy(ends, old, ends, 0, segments - old);
            System.arraycopy(causes, old, causes, 0, segments - old);
            for (long[] before : lostBefore) {
                System.arraycopy(before, old, before, 0, segments - old);
            }
            segments -= old;
        }
    }
}
