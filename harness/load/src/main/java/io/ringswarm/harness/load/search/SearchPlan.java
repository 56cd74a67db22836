package io.ringswarm.harness.load.search;

/**
 * How to search.
 *
 * @param from the first rate that is tried, messages per second, 1 or more
 * @param to the highest rate that may be tried, not below {@code from}
 * @param tolerance how near the highest rate met and the lowest not met are to come, as a share: 0.05
 * @param maxProbes most runs in all, 2 or more
 * @param least the lowest rate that may be tried, 1 or more, not above {@code from}
 */
public record SearchPlan(double from, double to, double tolerance, int maxProbes, double least) {
    /** Checks what was asked for. */
    public SearchPlan {
        if (!(least >= 1) || !(from >= least) || !(to >= from) || !(tolerance > 0) || maxProbes < 2) {
            throw new IllegalArgumentException(
                    "from=" + from + ", to=" + to + ", tolerance=" + tolerance + ", maxProbes=" + maxProbes + ", least="
                            + least
                            + " (expected: 1 <= least <= from <= to, a tolerance above 0, 2 probes or more)");
        }
    }

    /**
     * A search down to one message per second.
     *
     * @param from the first rate that is tried
     * @param to the highest rate that may be tried
     * @param tolerance how near the highest rate met and the lowest not met are to come, as a share
     * @param maxProbes most runs in all
     */
    public SearchPlan(double from, double to, double tolerance, int maxProbes) {
        this(from, to, tolerance, maxProbes, 1);
    }
}
