package io.ringswarm.harness.load.measure;

import io.ringswarm.engine.metrics.LatencyHistograms;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
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

    /** Writes it so that {@link #readFrom} gives the same. */
    void writeTo(DataOutput out) throws IOException {
        out.writeInt(values.length);
        for (int i = 0; i < values.length; i++) {
            out.writeLong(values[i]);
            out.writeLong(counts[i]);
        }
    }

    static SparseHistogram readFrom(DataInput in) throws IOException {
        int length = in.readInt();
        long[] values = new long[length];
        long[] counts = new long[length];
        for (int i = 0; i < length; i++) {
            values[i] = in.readLong();
            counts[i] = in.readLong();
        }
        return new SparseHistogram(values, counts);
    }

    Histogram toHistogram() {
        Histogram histogram = LatencyHistograms.newHistogram();
        for (int i = 0; i < values.length; i++) {
            histogram.recordValueWithCount(values[i], counts[i]);
        }
        return histogram;
    }
}
