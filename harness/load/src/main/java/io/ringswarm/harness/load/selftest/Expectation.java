package io.ringswarm.harness.load.selftest;

import io.ringswarm.harness.load.selftest.StallWitness.Stall;
import java.util.Arrays;
import java.util.function.IntPredicate;

/**
 * What the response of each message must have been, computed from the schedule and from when the stall was. A message due at
 * {@code d} during a stall from {@code a} to {@code b} waits until {@code b} at least, and until the backlog has been worked
 * off at most, at {@code c}: so it takes between {@code b - d} and {@code c - d}. So does one that was due before the stall
 * and caught by it, but for its lower limit. Any other takes between 0 and {@code w}, the longest that the witness saw one
 * of those take. All times are ns since the start, all limits in order. Immutable.
 *
 * <p>The histogram rounds to a thousandth, a group of messages is timed by one look at the clock, and the witness looks a
 * moment later: the tolerance of the upper limits. Lower limits need none but the histogram's.
 */
final class Expectation {
    private static final double ROUNDING = 0.002;
    private static final long LOOK_NS = 2_000_000;

    private final Stall stall;
    private final long[] lowestNs;
    private final long[] highestNs;
    private final int caught;
    private final long caughtUpNs;
    private final long otherwiseNs;
    private final int apart;

    /**
     * What to expect.
     *
     * @param witness who saw the run
     * @param stall ns since the start; of no length when there was none
     * @param holdsUp which messages the stall holds up, by index
     * @param apart messages that are known to be timed too high by more than the tolerance
     */
    Expectation(StallWitness witness, Stall stall, IntPredicate holdsUp, int apart) {
        this.stall = stall;
        this.apart = apart;
        int count = witness.messages();
        boolean[] delayed = new boolean[count];
        long caughtUp = stall.toNs();
        long otherwise = 0;
        int caughtCount = 0;
        lowestNs = new long[count];
        highestNs = new long[count];
        for (int i = 0; i < count; i++) {
            long dueNs = StallWitness.dueNs(i);
            long cameNs = witness.hasEntered(i) ? witness.enteredNs(i) : dueNs;
            boolean during = dueNs >= stall.fromNs() && dueNs < stall.toNs();
            boolean before = dueNs < stall.fromNs() && cameNs > stall.fromNs() + stall.lengthNs() / 2;
            delayed[i] = stall.lengthNs() > 0 && (during || before) && holdsUp.test(i);
            if (delayed[i]) {
                lowestNs[i] = during ? stall.toNs() - dueNs : 0;
                caughtCount += during ? 0 : 1;
                caughtUp = Math.max(caughtUp, cameNs);
            } else {
                otherwise = Math.max(otherwise, cameNs - dueNs);
            }
        }
        for (int i = 0; i < count; i++) {
            highestNs[i] = higher(delayed[i] ? caughtUp - StallWitness.dueNs(i) : otherwise);
        }
        Arrays.sort(lowestNs);
        Arrays.sort(highestNs);
        caught = caughtCount;
        caughtUpNs = caughtUp;
        otherwiseNs = otherwise;
    }

    /** A time, with what the histogram and the looks at the clock may add. */
    static long higher(long ns) {
        return (long) (ns * (1 + ROUNDING)) + LOOK_NS;
    }

    /** A time, with what the histogram may take away. */
    static long lower(long ns) {
        return (long) (ns * (1 - ROUNDING));
    }

    Stall stall() {
        return stall;
    }

    /** How long the backlog took, ns. */
    long backlogNs() {
        return caughtUpNs - stall.toNs();
    }

    /** How long a message took at most that the stall did not hold up, ns. */
    long otherwiseNs() {
        return otherwiseNs;
    }

    /** How many were due before the stall, and on their way as it began; those timed apart included. */
    int caught() {
        return caught + apart;
    }

    long lowestAt(double percent) {
        return lower(lowestNs[Math.max(0, rank(percent) - 1)]);
    }

    long highestAt(double percent) {
        return highestNs[Math.min(highestNs.length - 1, rank(percent) + apart)];
    }

    /** How many take longer, at least. */
    long fewestAbove(long ns) {
        return above(lowestNs, higherThanRounding(ns));
    }

    /** How many take longer, at most. */
    long mostAbove(long ns) {
        return Math.min(highestNs.length, above(highestNs, ns) + apart);
    }

    private static long higherThanRounding(long ns) {
        return (long) (ns * (1 + ROUNDING));
    }

    /** Of the value that so many percent are not above, in an array. */
    private int rank(double percent) {
        return (int) Math.ceil(percent / 100 * lowestNs.length) - 1;
    }

    private static long above(long[] sorted, long ns) {
        int from = 0;
        int to = sorted.length;
        while (from < to) {
            int middle = (from + to) >>> 1;
            if (sorted[middle] > ns) {
                to = middle;
            } else {
                from = middle + 1;
            }
        }
        return sorted.length - from;
    }
}
