package io.ringswarm.reports.diff;

import io.ringswarm.reports.SampleRun;
import io.ringswarm.reports.run.Counts;
import io.ringswarm.reports.run.Distribution;
import io.ringswarm.reports.run.Interval;
import io.ringswarm.reports.run.Latency;
import io.ringswarm.reports.run.RunReport;
import io.ringswarm.reports.run.RunReportBuilder;
import io.ringswarm.reports.run.Verdict;
import io.ringswarm.reports.run.VerdictStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.HdrHistogram.Histogram;

/**
 * A run as a noisy machine gives it. Each run has a level of its own (standard deviation 1 %); the seconds wander about it and remember
 * half of where they were (autoregressive of order 1, 3 %); every twelfth second or so has a stall that its messages wait for. Messages
 * are log-normal about their second's level, with one in three hundred from a long tail.
 */
final class SyntheticRun {
    private static final double RUN_DEVIATION = 0.01;
    private static final double SECOND_DEVIATION = 0.03;
    private static final double MEMORY = 0.5;
    private static final double STALL_CHANCE = 1.0 / 12;
    private static final int SAMPLES_PER_SECOND = 1_000;
    private static final int MESSAGES_PER_SAMPLE = 20;

    private final RandomGenerator random;
    private final int seconds;
    private final double slowDown;

    private SyntheticRun(RandomGenerator random, int seconds, double slowDown) {
        this.random = random;
        this.seconds = seconds;
        this.slowDown = slowDown;
    }

    /** Its messages take {@code slowDown} times as long as those of a run with 1, and so many fewer are handled. */
    static RunBlocks of(long seed, int seconds, double slowDown) throws UnusableRunException {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        List<Histogram> response = new ArrayList<>();
        RunReport report = new SyntheticRun(random, seconds, slowDown).draw("synthetic-" + seed, response);
        return RunBlocks.of(report.runId(), report, response);
    }

    private RunReport draw(String runId, List<Histogram> response) {
        double level = RUN_DEVIATION * random.nextGaussian();
        double wander = SECOND_DEVIATION * random.nextGaussian();
        double fresh = SECOND_DEVIATION * Math.sqrt(1 - MEMORY * MEMORY);
        Histogram all = new Histogram(3);
        List<Interval> intervals = new ArrayList<>();
        long handled = 0;
        for (int second = 0; second < seconds; second++) {
            double slower = slowDown * Math.exp(level + wander);
            Histogram histogram = second(slower);
            response.add(histogram);
            all.add(histogram);
            long inSecond = Math.round(200_000 / slower);
            handled += inSecond;
            intervals.add(Interval.of(second)
                    .messages(inSecond, inSecond)
                    .response(histogram)
                    .build());
            wander = MEMORY * wander + fresh * random.nextGaussian();
        }
        return builder(runId, seconds)
                .counts(new Counts(null, handled, handled, 0L, 0L, 0, 0, 0, 0, 0, null))
                .latency(new Latency(Distribution.of(all), null, null, null))
                .intervals(intervals)
                .build();
    }

    static RunReportBuilder builder(String runId, int seconds) {
        SampleRun sample = SampleRun.passing(seconds);
        return sample.builder().runId(runId).verdict(new Verdict(VerdictStatus.PASS, List.of(), List.of()));
    }

    private Histogram second(double slower) {
        Histogram histogram = new Histogram(3);
        double stallNs = random.nextDouble() < STALL_CHANCE ? 2e6 * random.nextDouble() : 0;
        for (int i = 0; i < SAMPLES_PER_SECOND; i++) {
            double ns = 3_000 * Math.exp(0.5 * random.nextGaussian());
            if (random.nextInt(300) == 0) {
                ns += 60_000 * -Math.log(1 - random.nextDouble());
            }
            double waitedNs = Math.max(0, stallNs - (double) i / SAMPLES_PER_SECOND * 1e9);
            histogram.recordValueWithCount((long) (slower * ns + waitedNs), MESSAGES_PER_SAMPLE);
        }
        return histogram;
    }
}
