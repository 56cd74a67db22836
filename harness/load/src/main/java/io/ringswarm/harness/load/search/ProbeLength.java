package io.ringswarm.harness.load.search;

import io.ringswarm.reports.run.Percentile;
import java.util.Collection;

/**
 * How long a probe is: as long as asked for, and longer at rates so low that a percentile of the objectives would have too few samples.
 * Without that, such a probe would be invalid, and a search would take it for one at too high a rate.
 *
 * @param shortestNs as asked for, above 0
 * @param longestNs what the run that confirms takes, {@code shortestNs} or more: no probe is longer
 * @param messages that are to be due in a probe, 1 or more
 */
public record ProbeLength(long shortestNs, long longestNs, long messages) {
    private static final double NS_PER_SECOND = 1e9;

    /** Where messages come by chance, one probe in tens of thousands has fewer than its rate by more than that. */
    private static final int DEVIATIONS = 4;

    /** Checks what was asked for. */
    public ProbeLength {
        if (shortestNs <= 0 || longestNs < shortestNs || messages < 1) {
            throw new IllegalArgumentException("shortestNs=" + shortestNs + ", longestNs=" + longestNs + ", messages="
                    + messages + " (expected: 0 < shortestNs <= longestNs, 1 message or more)");
        }
    }

    /**
     * The messages that percentiles need: those of the highest of them, and {@value #DEVIATIONS} standard deviations of a Poisson
     * count more.
     *
     * @param percentiles that are to be judged
     * @return 1 or more, as a probe in which nothing is due is none
     */
    public static long messages(Collection<Percentile> percentiles) {
        long samples =
                percentiles.stream().mapToLong(Percentile::minSamples).max().orElse(0);
        return samples == 0 ? 1 : samples + (long) Math.ceil(DEVIATIONS * Math.sqrt(samples));
    }

    /**
     * The length of a probe.
     *
     * @param rate messages per second, {@link #leastRate()} or more
     * @return ns, from the shortest to the longest
     */
    public long ns(double rate) {
        double needed = Math.ceil(messages / rate * NS_PER_SECOND);
        return (long) Math.min(longestNs, Math.max(shortestNs, needed));
    }

    /**
     * The lowest rate at which the longest probe has messages enough.
     *
     * @return a whole number of messages per second, 1 or more
     */
    public double leastRate() {
        return Math.max(1, Math.ceil(messages / (longestNs / NS_PER_SECOND)));
    }
}
