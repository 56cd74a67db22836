package io.ringswarm.reports;

import io.ringswarm.reports.files.LatencyLog;
import io.ringswarm.reports.files.LatencyTag;
import io.ringswarm.reports.run.Counts;
import io.ringswarm.reports.run.Distribution;
import io.ringswarm.reports.run.Interval;
import io.ringswarm.reports.run.Lane;
import io.ringswarm.reports.run.Latency;
import io.ringswarm.reports.run.Percentile;
import io.ringswarm.reports.run.RunReport;
import io.ringswarm.reports.run.SloResult;
import io.ringswarm.reports.run.TaskWorker;
import io.ringswarm.reports.run.Tasks;
import io.ringswarm.reports.run.Verdict;
import io.ringswarm.reports.run.VerdictStatus;
import io.ringswarm.reports.run.WorkerSeries;
import io.ringswarm.reports.run.WorkerState;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.HdrHistogram.Histogram;

/** A run of any shape: few samples or many, nanoseconds or minutes, objectives met or missed. The same for the same seed. */
public final class RandomRun {
    private static final int MAX_SECONDS = 6;

    private final SplittableRandom random;
    private final LatencyLog log;
    private final RunReport report;

    /** Makes one up. */
    public RandomRun(long seed) {
        random = new SplittableRandom(seed);
        log = new LatencyLog("random", SampleRun.STARTED_AT);
        List<Interval> intervals = new ArrayList<>();
        Histogram response = new Histogram(3);
        Histogram transit = new Histogram(3);
        Histogram sendDelay = new Histogram(3);
        int seconds = random.nextInt(MAX_SECONDS);
        for (int second = 0; second < seconds; second++) {
            Histogram here = samples();
            response.add(here);
            transit.add(second(LatencyTag.TRANSIT, second));
            sendDelay.add(second(LatencyTag.SEND_DELAY, second));
            log.append(LatencyTag.RESPONSE, second, here);
            intervals.add(Interval.of(second).response(here).build());
        }
        Distribution all = Distribution.of(response);
        VerdictStatus status = VerdictStatus.values()[random.nextInt(3)];
        report = SampleRun.passing(1)
                .builder()
                .verdict(new Verdict(
                        status, status == VerdictStatus.PASS ? List.of() : List.of("as it came"), List.of()))
                .slo(slo(all))
                .counts(new Counts(
                        random.nextBoolean() ? null : random.nextLong(1L << 40),
                        all.count(),
                        Math.max(0, all.count() - random.nextInt(2)),
                        0L,
                        null,
                        random.nextInt(9),
                        0,
                        0,
                        0,
                        0,
                        null))
                .latency(new Latency(
                        all,
                        Distribution.of(transit),
                        random.nextBoolean() ? Distribution.of(samples()) : null,
                        Distribution.of(sendDelay)))
                .lanes(
                        random.nextBoolean()
                                ? null
                                : List.of(new Lane("high", 5, 0, 0, 5, null, null, Distribution.of(samples()))))
                .tasks(random.nextBoolean() ? null : tasks())
                .intervals(intervals)
                .build();
    }

    /** The run. */
    public RunReport report() {
        return report;
    }

    /** Its histograms. */
    public LatencyLog log() {
        return log;
    }

    private Histogram second(LatencyTag tag, int second) {
        Histogram samples = samples();
        log.append(tag, second, samples);
        return samples;
    }

    private Histogram samples() {
        Histogram samples = new Histogram(3);
        int largestBits = random.nextInt(1, 38);
        long most = 1L << random.nextInt(18);
        for (long left = random.nextLong(most); left > 0; ) {
            long same = 1 + random.nextLong(Math.max(1, left / 40));
            samples.recordValueWithCount(random.nextLong(1L << random.nextInt(largestBits + 1)), same);
            left -= same;
        }
        return samples;
    }

    private Tasks tasks() {
        int samples = random.nextInt(1, 40);
        List<TaskWorker> workers = new ArrayList<>();
        for (int i = random.nextInt(30); i > 0; i--) {
            List<Integer> counts =
                    random.ints(samples, 0, 1 + random.nextInt(50)).boxed().toList();
            List<WorkerState> state = random.ints(samples, 0, WorkerState.values().length)
                    .mapToObj(at -> WorkerState.values()[at])
                    .toList();
            List<Double> scores = random.nextInt(9) == 0
                    ? null
                    : random.doubles(samples, 0, 100).boxed().toList();
            workers.add(new TaskWorker(
                    "w" + i,
                    random.nextInt(99),
                    random.nextBoolean() ? null : random.nextDouble(),
                    random.nextBoolean() ? null : random.nextDouble(1e9),
                    random.nextBoolean() ? null : random.nextLong(1L << 40),
                    null,
                    random.nextBoolean() ? null : random.nextDouble(100),
                    random.nextInt(5) == 0 ? null : WorkerSeries.of(counts, counts, scores, state)));
        }
        return Tasks.builder()
                .submitted(random.nextInt(100), random.nextInt(100))
                .makespan(random.nextLong(1L << 40), random.nextLong(1L << 40))
                .times(random.nextBoolean() ? null : Distribution.of(samples()), Distribution.of(samples()))
                .workers(random.nextLong(1, 1L << 34), workers)
                .build();
    }

    private List<SloResult> slo(Distribution response) {
        List<SloResult> slo = new ArrayList<>();
        for (Percentile percentile : Percentile.values()) {
            Long ns = response.at(percentile);
            double limitMs = random.nextInt(1, 1000) / 8.0;
            slo.add(new SloResult(
                    percentile.key(),
                    "<",
                    limitMs,
                    "ms",
                    ns == null ? null : ns / 1e6,
                    ns == null ? null : ns / 1e6 < limitMs,
                    null));
        }
        return slo;
    }
}
