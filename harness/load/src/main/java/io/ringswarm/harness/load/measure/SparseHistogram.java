package io.ringswarm.harness.load.measure;

import io.ringswarm.engine.metrics.LatencyHistograms;
import java.util.Arrays;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramIterationValue;

/** The values of a histogram that occur, in some kilobytes: what is kept of a second until the run is over. Immutable. */
final class SparseHistogram {
    private static final int INITIAL_VALUES = 256;

    private final long[] values;
    private final long[] counts;

    private SparseHistogram(long[] values, long[] counts) {
        this.values = values;
        this.counts = counts;
    }

    static SparseHistogram of(Histogram histogram) {
        long[] values = new long[INITIAL_VALUES];
        long[] counts = new long[INITIAL_VALUES];
        int used = 0;
        for (HistogramIterationValue entry : histogram.recordedValues()) {
            if (used == values.length) {
                values = Arrays.copyOf(values, 2 * used);
                counts = Arrays.copyOf(counts, 2 * used);
            }
            values[used] = entry.getValueIteratedTo();
            counts[used++] = entry.getCountAddedInThisIterationStep();
        }
        return new SparseHistogram(Arrays.copyOf(values, used), Arrays.copyOf(counts, used));
    }

    Histogram toHistogram() {
        Histogram histogram = LatencyHistograms.newHistogram();
        for (int i = 0; i < values.length; i++) {
            histogram.recordValueWithCount(values[i], counts[i]);
        }
        return histogram;
    }
}
