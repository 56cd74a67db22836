package io.ringswarm.harness.load.selftest;

import io.ringswarm.engine.metrics.LatencyHistograms;
import io.ringswarm.harness.load.measure.Measurement;
import java.util.function.LongUnaryOperator;
import java.util.function.UnaryOperator;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramIterationValue;

/** Ways to measure that make a stall look smaller, or larger, than it was, and where the self-test is to find out. */
enum Flattery {
    /**
     * After a stall the schedule begins anew, as if nobody had wanted anything meanwhile. The response alone hardly tells: what
     * is then not sent before the end has waited about as long.
     */
    SCHEDULE_REBASED_AFTER_A_STALL(StallKind.GENERATOR, "send delay above 1/4 of the stall") {
        @Override
        MeasuringPath path(MeasuringPath path) {
            return tampered(path, startNs -> new Rebased(startNs));
        }
    },
    /** What is sent late counts from when it is sent. */
    SEND_TIME_AS_DUE_TIME(StallKind.JVM, "response P90") {
        @Override
        MeasuringPath path(MeasuringPath path) {
            return tampered(path, startNs -> dueNs -> Math.max(dueNs, System.nanoTime() - startNs - JITTER_NS));
        }
    },
    /** What took long is taken for an outlier. */
    LONG_SAMPLES_DROPPED(StallKind.HANDLER, "response samples") {
        @Override
        MeasuringPath path(MeasuringPath path) {
            return recorded(path, response -> only(response, 0, LIMIT_NS));
        }
    },
    /** As many samples as there were messages, but those that took long are told as short ones. */
    LONG_SAMPLES_REPLACED(StallKind.SHARD, "response above 2/4 of the stall") {
        @Override
        MeasuringPath path(MeasuringPath path) {
            return recorded(path, response -> {
                Histogram kept = only(response, 0, LIMIT_NS);
                kept.recordValueWithCount(LIMIT_NS, response.getTotalCount() - kept.getTotalCount());
                return kept;
            });
        }
    },
    /** The slowest sample alone is left out and told as another one. */
    MAXIMUM_HIDDEN(StallKind.GENERATOR, "response max") {
        @Override
        MeasuringPath path(MeasuringPath path) {
            return recorded(path, response -> {
                Histogram kept = only(response, 0, response.getMaxValue() * 9 / 10);
                kept.recordValueWithCount(LIMIT_NS, response.getTotalCount() - kept.getTotalCount());
                return kept;
            });
        }
    },
    /** Samples are made up for messages that are thought to be missing. */
    BACK_FILLED(StallKind.JVM, "response samples") {
        @Override
        MeasuringPath path(MeasuringPath path) {
            return recorded(path, response -> response.copyCorrectedForCoordinatedOmission(INTERVAL_NS));
        }
    };

    private static final long LIMIT_NS = 20_000_000;
    private static final long JITTER_NS = 1_000_000;
    private static final long INTERVAL_NS = 1_000_000_000L / SelfTestPlan.RATE_PER_SECOND;

    private final StallKind stall;
    private final String foundBy;

    Flattery(StallKind stall, String foundBy) {
        this.stall = stall;
        this.foundBy = foundBy;
    }

    /** In which run it shows. */
    StallKind stall() {
        return stall;
    }

    /** Which check disagrees, whatever others do. */
    String foundBy() {
        return foundBy;
    }

    abstract MeasuringPath path(MeasuringPath path);

    private static MeasuringPath tampered(MeasuringPath path, TamperedLoad.Tampering tampering) {
        return (config, workload, schedule, listener) ->
                path.measure(config, new TamperedLoad(workload, tampering), schedule, listener);
    }

    private static MeasuringPath recorded(MeasuringPath path, UnaryOperator<Histogram> recorder) {
        return (config, workload, schedule, listener) -> {
            Measurement measured = path.measure(config, workload, schedule, listener);
            Histogram response = measured.latency().response();
            Histogram changed = recorder.apply(response.copy());
            response.reset();
            response.add(changed);
            return measured;
        };
    }

    private static Histogram only(Histogram samples, long fromNs, long toNs) {
        Histogram kept = LatencyHistograms.newHistogram();
        for (HistogramIterationValue value : samples.recordedValues()) {
            if (value.getValueIteratedTo() >= fromNs && value.getValueIteratedTo() <= toNs) {
                kept.recordValueWithCount(value.getValueIteratedTo(), value.getCountAddedInThisIterationStep());
            }
        }
        return kept;
    }

    /** Moves all that is still to come by as much as it finds itself late. */
    private static final class Rebased implements LongUnaryOperator {
        private final long startNs;
        private long shiftNs;

        Rebased(long startNs) {
            this.startNs = startNs;
        }

        @Override
        public long applyAsLong(long dueNs) {
            long lateNs = System.nanoTime() - startNs - dueNs - shiftNs;
            if (lateNs > LIMIT_NS) {
                shiftNs += lateNs;
            }
            return dueNs + shiftNs;
        }
    }
}
