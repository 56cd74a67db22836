package io.ringswarm.harness.load.search;

/**
 * How to search.
 *
 * @param from the first rate that is tried, messages per second, 1 or more
 * @param to the highest rate that may be tried, not below {@code from}
 * @param tolerance how near the highest rate met and the lowest not met are to come, as a share: 0.05
 * @param maxProbes most runs in all, 2 or more
 */
public record SearchPlan(double from, double to, double tolerance, int maxProbes) {
    /** Checks what was asked for. */
    public SearchPlan {
        if (!(from >= 1) || !(to >= from) || !(tolerance > 0) || maxProbes < 2) {
            throw new IllegalArgumentException(
                    "from=" + from + ", to=" + to + ", tolerance=" + tolerance + ", maxProbes=" + maxProbes
                            + " (expected: 1 <= from <= to, a tolerance above 0, 2 probes or more)");
        }
    }
}
