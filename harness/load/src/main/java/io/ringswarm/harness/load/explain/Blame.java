package io.ringswarm.harness.load.explain;

import io.ringswarm.reports.run.Attribution;
import io.ringswarm.reports.run.WorstMessage;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/**
 * Puts late messages to what took most of their wait. A message that waited W loses to a cause what of it went on during the
 * wait: of the generator's causes until it was sent, of the shard's from then on. Of what is left of the wait, it loses to a
 * cause what went on in the W before it was due: who comes just after a stop stands behind those whom the stop has kept, and
 * a queue that its server can work off lasts no longer after the stop than that. What is not lost to any cause it waited for
 * others. Confined to one thread.
 */
final class Blame {
    /** How many of the worst are kept. */
    static final int WORST = 20;

    private final long startNs;
    private final long[] over = new long[Cause.values().length];
    private final PriorityQueue<Worst> worst = new PriorityQueue<>(Comparator.comparingLong(Worst::responseNs));

    private record Worst(long dueNs, long sentNs, long enteredNs, long[] lost) {
        long responseNs() {
            return enteredNs - dueNs;
        }
    }

    /**
     * Nobody is to blame yet.
     *
     * @param startNs when the first message was due: nothing before it is looked at
     */
    Blame(long startNs) {
        this.startNs = startNs;
    }

    /**
     * Judges messages that were handled before the time that is settled.
     *
     * @param cell the messages
     * @param sending what kept those who send
     * @param handling what kept who handled them
     */
    void judge(LateCell cell, Timeline sending, Timeline handling) {
        if (cell.overLimit() > 0) {
            over[causeOf(cell, sending, handling).ordinal()] += cell.overLimit();
        }
        if (cell.responseNs() > floorNs()) {
            if (worst.size() == WORST) {
                worst.remove();
            }
            worst.add(new Worst(cell.dueNs(), cell.sentNs(), cell.enteredNs(), within(cell, sending, handling)));
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
    static Cause causeOf(LateCell cell, Timeline sending, Timeline handling, long startNs) {
        long leftNs = cell.responseNs();
        long[] lost = new long[Cause.TIMED];
        long backNs = Math.max(startNs, cell.dueNs() - cell.responseNs());
        long[][] parts = {
            within(cell, sending, handling), handling.lost(backNs, cell.dueNs()), sending.lost(backNs, cell.dueNs())
        };
        for (long[] part : parts) {
            for (int i = 0; i < lost.length; i++) {
                long ns = Math.min(part[i], leftNs);
                lost[i] += ns;
                leftNs -= ns;
            }
        }
        Cause most = Cause.QUEUEING;
        long mostNs = leftNs;
        for (int i = lost.length - 1; i >= 0; i--) {
            if (lost[i] > 0 && lost[i] >= mostNs) {
                most = Cause.values()[i];
                mostNs = lost[i];
            }
        }
        return most;
    }

    private Cause causeOf(LateCell cell, Timeline sending, Timeline handling) {
        return causeOf(cell, sending, handling, startNs);
    }

    private static long[] within(LateCell cell, Timeline sending, Timeline handling) {
        boolean sentKnown = cell.sentNs() != LateLog.UNKNOWN;
        long[] lost = handling.lost(sentKnown ? cell.sentNs() : cell.dueNs(), cell.enteredNs());
        if (sentKnown) {
            long[] before = sending.lost(cell.dueNs(), cell.sentNs());
            for (int i = 0; i < lost.length; i++) {
                lost[i] += before[i];
            }
        }
        return lost;
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

    /** The worst, the worst first; their times are since the start. */
    List<WorstMessage> worst() {
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
