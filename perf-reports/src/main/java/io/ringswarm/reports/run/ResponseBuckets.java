package io.ringswarm.reports.run;

import java.util.ArrayList;
import java.util.List;
import org.HdrHistogram.AbstractHistogram;
import org.HdrHistogram.HistogramIterationValue;

/**
 * Buckets of response times, four to a decade, for a picture of how they are spread: bucket 0 ends at
 * {@value #FIRST_END_NS} ns, each further one at 10^(1/4) times the end of the one before, and the last has no end.
 */
public final class ResponseBuckets {
    /** End of the first bucket, ns. */
    public static final long FIRST_END_NS = 100;

    /** How many there are: the last begins at 100 seconds. */
    public static final int COUNT = 38;

    private static final double PER_DECADE = 4;

    private ResponseBuckets() {}

    /**
     * Where a bucket ends.
     *
     * @param bucket 0 to {@link #COUNT} - 2
     * @return the largest value in it, ns, rounded to the next
     */
    public static long endNs(int bucket) {
        return Math.round(FIRST_END_NS * Math.pow(10, bucket / PER_DECADE));
    }

    /**
     * Counts samples. A sample is put where the histogram's own bucket ends.
     *
     * @param histogram samples in nanoseconds, not being recorded into; not changed
     * @return counts from bucket 0 on, without the empty ones at the end
     */
    static List<Long> counts(AbstractHistogram histogram) {
        List<Long> counts = new ArrayList<>();
        int bucket = 0;
        long sum = 0;
        for (HistogramIterationValue entry : histogram.recordedValues()) {
            while (bucket < COUNT - 1 && entry.getValueIteratedTo() > endNs(bucket)) {
                counts.add(sum);
                sum = 0;
                bucket++;
            }
            sum += entry.getCountAddedInThisIterationStep();
        }
        if (sum > 0) {
            counts.add(sum);
        }
        return counts;
    }
}
