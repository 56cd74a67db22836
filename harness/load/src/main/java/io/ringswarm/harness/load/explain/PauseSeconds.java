package io.ringswarm.harness.load.explain;

import java.util.Arrays;

/** How long the JVM stood still in each second of the measured part. Any thread. */
final class PauseSeconds {
    private static final long SECOND_NS = 1_000_000_000L;

    private final long startNs;
    private long[] lostNs = new long[64];

    PauseSeconds(long startNs) {
        this.startNs = startNs;
    }

    /** Adds a pause, to each second its part; what was before the start belongs to none. */
    synchronized void add(long fromNs, long untilNs) {
        long from = Math.max(0, fromNs - startNs);
        long until = untilNs - startNs;
        while (from < until) {
            int second = (int) (from / SECOND_NS);
            long end = Math.min(until, (second + 1) * SECOND_NS);
            if (second >= lostNs.length) {
                lostNs = Arrays.copyOf(lostNs, Math.max(2 * lostNs.length, second + 1));
            }
            lostNs[second] += end - from;
            from = end;
        }
    }

    /** What a second has lost, ns. */
    synchronized long in(int second) {
        return second < lostNs.length ? lostNs[second] : 0;
    }
}
