package io.ringswarm.harness.load.selftest;

import io.ringswarm.engine.metrics.LatencyHistograms;
import io.ringswarm.engine.metrics.LatencyRecorder;
import io.ringswarm.harness.load.schedule.ConstantSchedule;
import io.ringswarm.reports.run.Counts;
import io.ringswarm.reports.run.Distribution;
import io.ringswarm.reports.run.Percentile;
import java.util.List;
import org.HdrHistogram.Histogram;

/** What needs no run: the same functions that a report is made with, given what is known. Confined to one thread. */
final class ArithmeticChecks {
    private static final int SAMPLES = 100_000;
    private static final long STEP_NS = 1_000;
    private static final long DELAY_NS = 700;
    private static final long TRANSIT_NS = 300;

    private final Checks checks = new Checks(null, null);

    static List<Check> all() {
        ArithmeticChecks arithmetic = new ArithmeticChecks();
        arithmetic.percentiles();
        arithmetic.histogram();
        arithmetic.sum();
        arithmetic.lost();
        arithmetic.schedule();
        return arithmetic.checks.all();
    }

    /** A percentile is stated from as many samples on as leave ten beyond it, and is the sample of its rank. */
    private void percentiles() {
        for (Percentile percentile : Percentile.values()) {
            long fewest = Math.round(Percentile.MIN_TAIL_SAMPLES / (1 - percentile.percent() / 100));
            boolean tooFew = percentile.in(steps(fewest - 1)) == null;
            boolean enough = percentile.in(steps(fewest)) != null;
            checks.exactly(percentile.label() + " known from so many samples", fewest, tooFew && enough ? fewest : 0);
            long expectedNs = Math.round(percentile.percent() / 100 * SAMPLES) * STEP_NS;
            checks.within(
                    percentile.label() + " of 1 µs, 2 µs, … 100 ms",
                    Check.Unit.NS,
                    Expectation.lower(expectedNs),
                    expectedNs + expectedNs / 500,
                    percentile.in(steps(SAMPLES)));
        }
    }

    /** What a report says of a distribution, and what is read back from it. */
    private void histogram() {
        Distribution distribution = Distribution.of(steps(SAMPLES));
        checks.exactly("samples in a distribution", SAMPLES, distribution.count());
        Histogram read = distribution.decode();
        checks.exactly("samples read back", SAMPLES, read.getTotalCount());
        checks.exactly("percentiles changed by reading back", 0, differing(distribution, read));
        long expectedNs = SAMPLES * STEP_NS;
        checks.within(
                "max of 1 µs, 2 µs, … 100 ms",
                Check.Unit.NS,
                expectedNs,
                expectedNs + expectedNs / 500,
                distribution.max());
    }

    private static long differing(Distribution distribution, Histogram read) {
        long differing = 0;
        for (Percentile percentile : Percentile.values()) {
            differing += distribution.at(percentile).equals(percentile.in(read)) ? 0 : 1;
        }
        return differing;
    }

    /** Through the engine's own recorder: due, sent and handled at known times. */
    private void sum() {
        LatencyRecorder recorder = new LatencyRecorder();
        for (long i = 0; i < SAMPLES; i++) {
            long dueNs = i * STEP_NS;
            recorder.add(0, dueNs, dueNs + DELAY_NS);
            recorder.endGroup(dueNs + DELAY_NS + TRANSIT_NS, dueNs + DELAY_NS + TRANSIT_NS, 1);
        }
        recorder.finish();
        LatencyHistograms recorded = new LatencyHistograms();
        recorder.takeSwapped().addTo(recorded);
        long sumNs = DELAY_NS + TRANSIT_NS;
        checks.exactly("samples recorded", SAMPLES, recorded.response().getTotalCount());
        checks.within(
                "response of 700 ns and 300 ns",
                Check.Unit.NS,
                Expectation.lower(sumNs),
                sumNs + sumNs / 500,
                recorded.response().getMaxValue());
        checks.within(
                "transit of 300 ns",
                Check.Unit.NS,
                Expectation.lower(TRANSIT_NS),
                TRANSIT_NS + TRANSIT_NS / 100,
                recorded.transit().getMaxValue());
    }

    /** Lost is what was sent and came to no end that is known of. */
    private void lost() {
        Counts counts = new Counts(1_000L, 900, 700, 0L, 0L, 5, 30, 20, 10, 40, 100L);
        checks.exactly("lost of 900 sent, 800 accounted for", 100, counts.lost());
    }

    /** Message i is due at i / rate, however many came before it. */
    private void schedule() {
        ConstantSchedule schedule = new ConstantSchedule(30_000, 3_600_000_000_000L);
        checks.exactly("messages due in an hour at 30,000/s", 108_000_000, schedule.count());
        checks.exactly("messages due in its first 59 min", 106_200_000, schedule.dueBefore(3_540_000_000_000L));
    }

    private static Histogram steps(long samples) {
        Histogram histogram = LatencyHistograms.newHistogram();
        for (long i = 1; i <= samples; i++) {
            histogram.recordValue(i * STEP_NS);
        }
        return histogram;
    }
}
