package io.ringswarm.reports.diff;

import io.ringswarm.reports.run.Environment;
import io.ringswarm.reports.run.Interval;
import io.ringswarm.reports.run.Percentile;
import io.ringswarm.reports.run.RunReport;
import io.ringswarm.reports.run.VerdictStatus;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramIterationValue;

/**
 * One run as its whole seconds: the response's samples and the messages handled in each. What came after the last whole second, such as
 * the waits of messages that were never sent, is in the last second's samples, so that no sample is left out. Never changes; threads may
 * share it.
 */
public final class RunBlocks {
    /** Fewer whole seconds than this show nothing of how they differ. */
    public static final int MIN_SECONDS = 2;

    private static final DiffMetric[] METRICS = DiffMetric.values();
    /** So that the logarithm of 0 ns, or of a rate of nothing, is a number. */
    private static final double LEAST = 1;

    private final String where;
    private final RunReport report;
    private final long[] upperNs;
    private final double[] middleNs;
    private final int[][] buckets;
    private final long[][] counts;
    private final double[] handled;
    private final long samples;
    private final double[] logs;

    private RunBlocks(String where, RunReport report, List<Histogram> seconds, double[] handled) {
        this.where = where;
        this.report = report;
        this.handled = handled;
        SortedMap<Long, Double> values = new TreeMap<>();
        for (Histogram second : seconds) {
            for (HistogramIterationValue value : second.recordedValues()) {
                long upper = value.getValueIteratedTo();
                values.put(upper, (double) second.medianEquivalentValue(upper));
            }
        }
        upperNs = values.keySet().stream().mapToLong(Long::longValue).toArray();
        middleNs = values.values().stream().mapToDouble(Double::doubleValue).toArray();
        buckets = new int[seconds.size()][];
        counts = new long[seconds.size()][];
        for (int i = 0; i < buckets.length; i++) {
            fill(i, seconds.get(i));
        }
        samples = seconds.stream().mapToLong(Histogram::getTotalCount).sum();
        int[] once = new int[buckets.length];
        Arrays.fill(once, 1);
        logs = logsOf(once);
    }

    private void fill(int second, Histogram histogram) {
        int filled = 0;
        buckets[second] = new int[upperNs.length];
        counts[second] = new long[upperNs.length];
        for (HistogramIterationValue value : histogram.recordedValues()) {
            buckets[second][filled] = Arrays.binarySearch(upperNs, value.getValueIteratedTo());
            counts[second][filled] = value.getCountAtValueIteratedTo();
            filled++;
        }
        buckets[second] = Arrays.copyOf(buckets[second], filled);
        counts[second] = Arrays.copyOf(counts[second], filled);
    }

    /**
     * Takes a run apart.
     *
     * @param where how messages name the run: where it was read from, or its id
     * @param report its document
     * @param response the response's samples, second by second from second 0 on, empty ones where a second has none; what is after the
     *     scheduled duration, too; not changed
     * @return the run
     * @throws UnusableRunException when the run is invalid, has no samples, is shorter than {@value #MIN_SECONDS} s, or its seconds do
     *     not hold the samples that its document has
     */
    public static RunBlocks of(String where, RunReport report, List<Histogram> response) throws UnusableRunException {
        if (report.verdict().status() == VerdictStatus.INVALID) {
            String reason = report.verdict().reasons().stream().findFirst().orElse("no reason is given");
            throw UnusableRunException.of(where, "a valid run; this one is not: " + reason);
        }
        long expected = report.latency().response() == null
                ? 0
                : report.latency().response().count();
        if (expected == 0) {
            throw UnusableRunException.of(where, "a run with samples of the response; this one has none");
        }
        int seconds = wholeSeconds(report, response.size());
        if (seconds < MIN_SECONDS) {
            throw UnusableRunException.of(
                    where,
                    MIN_SECONDS + " whole seconds or more, as intervals come from how seconds differ; this run has "
                            + seconds);
        }
        long found = response.stream().mapToLong(Histogram::getTotalCount).sum();
        if (found != expected) {
            throw UnusableRunException.of(
                    where, expected + " samples in latency.hlog, as in report.json; there are " + found);
        }
        return new RunBlocks(where, report, folded(response, seconds), handled(report, seconds));
    }

    private static int wholeSeconds(RunReport report, int logged) {
        Double scheduled = report.scenario().durationSeconds();
        return scheduled == null ? logged : (int) Math.min(logged, Math.floor(scheduled + 1e-9));
    }

    private static List<Histogram> folded(List<Histogram> response, int seconds) {
        List<Histogram> blocks = new ArrayList<>(response.subList(0, seconds));
        if (response.size() > seconds) {
            Histogram last = blocks.get(seconds - 1).copy();
            last.setAutoResize(true);
            response.subList(seconds, response.size()).forEach(last::add);
            blocks.set(seconds - 1, last);
        }
        return blocks;
    }

    /** Null when it was not measured in every second. */
    private static double[] handled(RunReport report, int seconds) {
        double[] handled = new double[seconds];
        Arrays.fill(handled, Double.NaN);
        for (Interval interval : report.intervals()) {
            if (interval.second() < seconds && interval.handled() != null) {
                handled[interval.second()] = interval.handled();
            }
        }
        return Arrays.stream(handled).anyMatch(Double::isNaN) ? null : handled;
    }

    /**
     * Checks that a run that is to come can be compared with this one.
     *
     * @param scenarioSha256 the digest of what is to run
     * @param env the machine it is to run on; null for any
     * @throws UnusableRunException naming what differs
     */
    public void requireLike(String scenarioSha256, Environment env) throws UnusableRunException {
        String own = report.scenario().sha256();
        if (!Objects.equals(own, scenarioSha256)) {
            throw UnusableRunException.of(
                    where,
                    "a run of the same scenario and options; its scenario.sha256=" + own + ", and this run's is "
                            + scenarioSha256);
        }
        List<String> machine = env == null || report.env() == null ? List.of() : Likeness.ofMachine(report.env(), env);
        if (!machine.isEmpty()) {
            throw UnusableRunException.of(
                    where, "a run of the same machine and JVM, or --force-compare; " + String.join(", ", machine));
        }
    }

    /** How messages name the run. */
    String where() {
        return where;
    }

    /**
     * The run's document.
     *
     * @return as it was read
     */
    public RunReport report() {
        return report;
    }

    /** Whole seconds. */
    int seconds() {
        return buckets.length;
    }

    /** Whether enough samples stand behind a metric. */
    boolean supports(DiffMetric metric) {
        Percentile percentile = metric.percentile();
        if (percentile != null) {
            return samples >= percentile.minSamples();
        }
        return metric != DiffMetric.HANDLED || handled != null;
    }

    /** The logarithms of the metrics of the whole run, by their ordinals. */
    double[] logs() {
        return logs.clone();
    }

    /**
     * Seconds between which messages may depend on each other: the cube root of the run's length, which is best for a variance (Hall,
     * Horowitz and Jing 1995, On blocking rules for the bootstrap with dependent data, Biometrika 82).
     */
    int blockSeconds() {
        return Math.max(1, (int) Math.round(Math.cbrt(seconds())));
    }

    /**
     * The same of a run made of this one's seconds, drawn with replacement in blocks of neighbours (Kuensch 1989, The jackknife and the
     * bootstrap for general stationary observations, Annals of Statistics 17), where the first second follows the last, so that all are
     * drawn as often (Politis and Romano 1992, A circular block-resampling procedure for stationary data).
     */
    double[] resampledLogs(RandomGenerator random) {
        int seconds = seconds();
        int block = blockSeconds();
        int[] times = new int[seconds];
        for (int drawn = 0; drawn < seconds; drawn += block) {
            int from = random.nextInt(seconds);
            for (int i = 0; i < Math.min(block, seconds - drawn); i++) {
                times[(from + i) % seconds]++;
            }
        }
        return logsOf(times);
    }

    private double[] logsOf(int[] times) {
        long[] pooled = new long[upperNs.length];
        double messages = 0;
        for (int second = 0; second < times.length; second++) {
            if (times[second] > 0) {
                for (int i = 0; i < buckets[second].length; i++) {
                    pooled[buckets[second][i]] += times[second] * counts[second][i];
                }
                messages += handled == null ? 0 : times[second] * handled[second];
            }
        }
        double[] found = new double[METRICS.length];
        found[DiffMetric.HANDLED.ordinal()] = messages / times.length;
        percentiles(pooled, found);
        for (int i = 0; i < found.length; i++) {
            found[i] = Math.log(Math.max(LEAST, found[i]));
        }
        return found;
    }

    /** As HdrHistogram defines them: the upper end of the bucket that holds the sample of that rank. */
    private void percentiles(long[] pooled, double[] found) {
        long total = 0;
        double sum = 0;
        for (int i = 0; i < pooled.length; i++) {
            total += pooled[i];
            sum += pooled[i] * middleNs[i];
        }
        found[DiffMetric.MEAN.ordinal()] = total == 0 ? 0 : sum / total;
        for (DiffMetric metric : METRICS) {
            if (metric.percentile() != null) {
                double percent = Math.nextDown(metric.percentile().percent());
                long rank = Math.max(1, (long) Math.ceil(percent * total / 100));
                found[metric.ordinal()] = atRank(pooled, rank);
            }
        }
    }

    private double atRank(long[] pooled, long rank) {
        long below = 0;
        for (int i = 0; i < pooled.length; i++) {
            below += pooled[i];
            if (below >= rank) {
                return upperNs[i];
            }
        }
        return 0;
    }
}
