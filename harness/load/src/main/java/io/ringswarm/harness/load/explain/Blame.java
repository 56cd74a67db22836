package io.ringswarm.harness.load.explain;

import io.ringswarm.reports.run.Attribution;
import io.ringswarm.reports.run.WorstMessage;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/**
 * Puts late messages to what took most of their wait. A message that waited W loses to a cause what went on of it between W
 * before it was due and its handling, at most W: who comes just after a stop of the JVM stands behind those whom the stop has
 * kept, and a queue that its server can work off lasts no longer after the stop than that. What is not lost to any
 * cause it waited for others. Confined to one thread.
 */
final class Blame {
    /** How many of the worst are kept. */
    static final int WORST = 20;

    private final Timeline timeline;
    private final long[] over = new long[Cause.values().length];
    private final PriorityQueue<Worst> worst = new PriorityQueue<>(Comparator.comparingLong(Worst::responseNs));

    private record Worst(long dueNs, long sentNs, long enteredNs, long[] lost) {
        long responseNs() {
            return enteredNs - dueNs;
        }
    }

    Blame(Timeline timeline) {
        this.timeline = timeline;
    }

    /** Judges messages that were handled before the time that is settled. */
    void judge(LateCell cell) {
        if (cell.overLimit() > 0) {
            over[causeOf(cell.dueNs(), cell.enteredNs()).ordinal()] += cell.overLimit();
        }
        if (cell.responseNs() > floorNs()) {
            if (worst.size() == WORST) {
                worst.remove();
            }
            worst.add(new Worst(
                    cell.dueNs(), cell.sentNs(), cell.enteredNs(), timeline.lost(cell.dueNs(), cell.enteredNs())));
        }
    }

    /** What no message must exceed to be none of the worst so far. */
    long floorNs() {
        return worst.size() < WORST ? 0 : worst.peek().responseNs();
    }

    /** Puts messages that nobody sent in time to a cause. */
    void add(Cause cause, long messages) {
        over[cause.ordinal()] += messages;
    }

    /** What most of a wait was lost to. */
    Cause causeOf(long dueNs, long enteredNs) {
        long waitNs = enteredNs - dueNs;
        long[] lost = timeline.lost(dueNs - waitNs, enteredNs);
        long leftNs = waitNs;
        Cause most = Cause.QUEUEING;
        long mostNs = 0;
        for (int i = 0; i < lost.length; i++) {
            long ns = Math.min(lost[i], leftNs);
            leftNs -= ns;
            if (ns > mostNs) {
                most = Cause.values()[i];
                mostNs = ns;
            }
        }
        return leftNs > mostNs ? Cause.QUEUEING : most;
    }

    /**
     * How many samples over the limit each cause has.
     *
     * @param limitNs the limit
     * @param pausesKnown whether anybody watched for pauses of the JVM
     */
    Attribution attribution(long limitNs, boolean pausesKnown) {
        return new Attribution(
                pausesKnown ? (Long) over[Cause.GC.ordinal()] : null,
                pausesKnown ? (Long) over[Cause.SAFEPOINT.ordinal()] : null,
                over[Cause.DESCHEDULED.ordinal()],
                over[Cause.GENERATOR.ordinal()],
                over[Cause.QUEUEING.ordinal()],
                over[Cause.UNEXPLAINED.ordinal()],
                limitNs);
    }

    /**
     * The worst, the worst first.
     *
     * @param startNs what times are relative to
     */
    List<WorstMessage> worst(long startNs) {
        List<WorstMessage> messages = new ArrayList<>();
        worst.stream()
                .sorted(Comparator.comparingLong(Worst::responseNs).reversed().thenComparingLong(Worst::dueNs))
                .forEach(one -> messages.add(new WorstMessage(
                        one.dueNs - startNs,
                        one.sentNs == LateLog.UNKNOWN ? null : (Long) (one.sentNs - startNs),
                        one.enteredNs - startNs,
                        overlaps(one.lost))));
        return messages;
    }

    private static List<WorstMessage.Overlap> overlaps(long[] lost) {
        List<WorstMessage.Overlap> overlaps = new ArrayList<>();
        for (int i = 0; i < lost.length; i++) {
            if (lost[i] > 0) {
                overlaps.add(new WorstMessage.Overlap(Cause.values()[i].text(), lost[i]));
            }
        }
        overlaps.sort(Comparator.comparingLong(WorstMessage.Overlap::ns).reversed());
        return overlaps;
    }
}
