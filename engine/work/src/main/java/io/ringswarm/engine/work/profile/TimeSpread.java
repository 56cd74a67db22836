package io.ringswarm.engine.work.profile;

import org.HdrHistogram.ShortCountsHistogram;

/**
 * Percentiles of the last tasks' times. Counts go to one histogram until it has {@value #WINDOW} of them; then a second one
 * takes over and the first is read until the new one knows enough. So what is older than two windows is forgotten, and a
 * count, of two bytes, cannot run over.
 *
 * <p>A histogram has one significant digit: a percentile is at most 1/16 too high. Confined to one thread; allocates with
 * the first and with the {@value #WINDOW}th task only.
 */
final class TimeSpread {
    static final int WINDOW = 16_384;

    /** So many that 51 of them lie above the 95th percentile. */
    private static final int ENOUGH = 1_024;

    private static final long LOWEST_NS = 1_024;
    private static final long HIGHEST_NS = 3_600_000_000_000L;

    private ShortCountsHistogram current = newHistogram();
    private ShortCountsHistogram before;

    private static ShortCountsHistogram newHistogram() {
        return new ShortCountsHistogram(LOWEST_NS, HIGHEST_NS, 1);
    }

    void record(long tookNs) {
        if (current.getTotalCount() == WINDOW) {
            turn();
        }
        current.recordValue(Math.min(tookNs, HIGHEST_NS));
    }

    private void turn() {
        ShortCountsHistogram next = before == null ? newHistogram() : before;
        next.reset();
        before = current;
        current = next;
    }

    long percentileNs(double percentile) {
        boolean early = before != null && current.getTotalCount() < ENOUGH;
        return (early ? before : current).getValueAtPercentile(percentile);
    }

    /** What the histograms take by their own account. */
    int footprintBytes() {
        return current.getEstimatedFootprintInBytes() + (before == null ? 0 : before.getEstimatedFootprintInBytes());
    }
}
