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
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.HdrHistogram.Histogram;

/**
 * A run as a noisy machine gives it. Each run has a level of its own (standard deviation 1 %, or 3 % on a restless machine, whose seconds wander by 1 %, so that they tell little of it); the seconds wander about it and remember
 * half of where they were (autoregressive of order 1, 3 %); every twelfth second or so has a stall that its messages wait for. Messages
 * are log-normal about their second's level, with one in three hundred from a long tail.
 */
final class SyntheticRun {
    private static final double RUN_DEVIATION = 0.01;
    private static final double RESTLESS_RUN_DEVIATION = 0.03;
    private static final double SECOND_DEVIATION = 0.03;
    private static final double RESTLESS_SECOND_DEVIATION = 0.01;
    private static final double MEMORY = 0.5;
    private static final double STALL_CHANCE = 1.0 / 12;
    private static final int SAMPLES_PER_SECOND = 1_000;
    private static final int FEW_SAMPLES_PER_SECOND = 100;
    private static final int MESSAGES_PER_SAMPLE = 20;
    /** What all runs of a length say of themselves, by seconds: takes far longer to make than the samples. */
    private static final Map<Integer, RunReport> DOCUMENTS = new ConcurrentHashMap<>();

    private final RandomGenerator random;
    private final int seconds;
    private final double slowDown;
    private final double runDeviation;
    private final double secondDeviation;
    private final int samplesPerSecond;

    private SyntheticRun(
            RandomGenerator random, int seconds, double slowDown, double runDeviation, int samplesPerSecond) {
        this.random = random;
        this.seconds = seconds;
        this.slowDown = slowDown;
        this.runDeviation = runDeviation;
        this.secondDeviation = runDeviation == RESTLESS_RUN_DEVIATION ? RESTLESS_SECOND_DEVIATION : SECOND_DEVIATION;
        this.samplesPerSecond = samplesPerSecond;
    }

    /** Its messages take {@code slowDown} times as long as those of a run with 1, and so many fewer are handled. */
    static RunBlocks of(long seed, int seconds, double slowDown) throws UnusableRunException {
        return draw(seed, new SyntheticRun(random(seed), seconds, slowDown, RUN_DEVIATION, SAMPLES_PER_SECOND));
    }

    /** On a restless machine, and with fewer samples a second, so that hundreds are drawn and compared in a moment. */
    static RunBlocks restless(long seed, int seconds, double slowDown) throws UnusableRunException {
        return draw(
                seed,
                new SyntheticRun(random(seed), seconds, slowDown, RESTLESS_RUN_DEVIATION, FEW_SAMPLES_PER_SECOND));
    }

    private static RunBlocks draw(long seed, SyntheticRun run) throws UnusableRunException {
        List<Histogram> response = new ArrayList<>();
        RunReport report = run.draw("synthetic-" + seed, response);
        return RunBlocks.of(report.runId(), report, response);
    }

    private static RandomGenerator random(long seed) {
        return RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    }

    private RunReport draw(String runId, List<Histogram> response) {
        double level = runDeviation * random.nextGaussian();
        double wander = secondDeviation * random.nextGaussian();
        double fresh = secondDeviation * Math.sqrt(1 - MEMORY * MEMORY);
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
        return DOCUMENTS
                .computeIfAbsent(seconds, s -> SampleRun.passing(s).builder().build())
                .toBuilder()
                .runId(runId)
                .verdict(new Verdict(VerdictStatus.PASS, List.of(), List.of()));
    }

    private Histogram second(double slower) {
        Histogram histogram = new Histogram(3);
        double stallNs = random.nextDouble() < STALL_CHANCE ? 2e6 * random.nextDouble() : 0;
        for (int i = 0; i < samplesPerSecond; i++) {
            double ns = 3_000 * Math.exp(0.5 * random.nextGaussian());
            if (random.nextInt(300) == 0) {
                ns += 60_000 * -Math.log(1 - random.nextDouble());
            }
            double waitedNs = Math.max(0, stallNs - (double) i / samplesPerSecond * 1e9);
            histogram.recordValueWithCount((long) (slower * ns + waitedNs), MESSAGES_PER_SAMPLE);
        }
        return histogram;
    }
}
