package io.ringswarm.reports.diff;

import io.ringswarm.reports.run.BaselineMetric;
import io.ringswarm.reports.run.Git;
import io.ringswarm.reports.run.MetricVerdict;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/**
 * Judges whether runs of one build are slower than those of another. A change counts when it is significant, its interval leaving out 1,
 * and beyond the noise band. How that is decided, with sources, is in {@code docs/regressions.md}. Confined to one thread.
 */
public final class RunDiff {
    /** How often runs are drawn again. */
    public static final int RESAMPLES = 2_000;

    /** The seed where none is given. */
    public static final long SEED = 1;

    private static final String GENERATOR = "L64X128MixRandom";

    private final List<RunBlocks> base;
    private final List<RunBlocks> fresh;
    private List<RunBlocks> noise = List.of();
    private boolean anyMachine;
    private boolean anyLoad;
    private long seed = SEED;
    private int resamples = RESAMPLES;

    /**
     * A comparison of two sides.
     *
     * @param base the runs to compare with, one at least
     * @param fresh the runs in question, one at least
     */
    public RunDiff(List<RunBlocks> base, List<RunBlocks> fresh) {
        this.base = List.copyOf(base);
        this.fresh = List.copyOf(fresh);
        if (base.isEmpty() || fresh.isEmpty()) {
            throw new IllegalArgumentException(
                    "runs=" + base.size() + " and " + fresh.size() + " (expected: 1 or more)");
        }
    }

    /**
     * Takes the noise from runs of one build.
     *
     * @param runs two or more of the same load on the same machine
     * @return this
     */
    public RunDiff noise(List<RunBlocks> runs) {
        noise = List.copyOf(runs);
        return this;
    }

    /**
     * Compares runs of different machines or JVMs, too.
     *
     * @param ignore whether such differences are ignored, and only said
     * @return this
     */
    public RunDiff ignoreMachine(boolean ignore) {
        anyMachine = ignore;
        return this;
    }

    /**
     * Compares runs of different loads, too: for studies that plant a change by an option of the load.
     *
     * @return this
     */
    public RunDiff ignoreLoad() {
        anyLoad = true;
        return this;
    }

    /**
     * Sets what the resampling depends on.
     *
     * @param seed of the random numbers
     * @param resamples how many: 280 or more, as the widest interval leaves out one of 280 at either end
     * @return this
     * @throws IllegalArgumentException when there are fewer
     */
    public RunDiff resampling(long seed, int resamples) {
        if (resamples < RatioIntervals.LEAST_RESAMPLES) {
            throw new IllegalArgumentException(
                    "resamples=" + resamples + " (expected: " + RatioIntervals.LEAST_RESAMPLES + " or more)");
        }
        this.seed = seed;
        this.resamples = resamples;
        return this;
    }

    /**
     * Judges.
     *
     * @return what was found
     * @throws UnusableRunException when the runs are not of the same load, or of the same machine and that matters, when a run is given
     *     twice on one side, or when the runs of a side, or those for the noise, are of several builds
     */
    public DiffReport judge() throws UnusableRunException {
        requireOneBuild("base", base);
        requireOneBuild("new", fresh);
        if (!noise.isEmpty()) {
            requireNoise();
        }
        Set<String> ignored = new LinkedHashSet<>();
        for (List<RunBlocks> side : List.of(base, fresh, noise)) {
            for (RunBlocks run : side) {
                ignored.addAll(requireAlike(base.get(0), run));
            }
        }
        List<BaselineMetric> metrics = metrics();
        return new DiffReport(
                DiffReport.SCHEMA_VERSION,
                overall(metrics),
                side(base),
                side(fresh),
                noiseSource(),
                seed,
                resamples,
                RatioIntervals.FAMILY_ERROR,
                base.get(0).report().scenario().name(),
                new ArrayList<>(ignored),
                metrics);
    }

    private List<BaselineMetric> metrics() {
        RunSet baseSet = new RunSet(base);
        RunSet newSet = new RunSet(fresh);
        RandomGenerator random = RandomGeneratorFactory.of(GENERATOR).create(seed);
        Map<DiffMetric, RatioIntervals.Range> ranges = new RatioIntervals(baseSet, newSet, resamples, random).ranges();
        NoiseBand bands = new NoiseBand(noise.isEmpty() ? baseSet : new RunSet(noise));
        List<BaselineMetric> metrics = new ArrayList<>();
        for (DiffMetric metric : DiffMetric.values()) {
            double band = bands.of(metric, base.size(), fresh.size());
            metrics.add(judged(metric, baseSet, newSet, ranges.get(metric), band));
        }
        return metrics;
    }

    private static BaselineMetric judged(
            DiffMetric metric, RunSet base, RunSet fresh, RatioIntervals.Range range, double band) {
        Double baseValue = base.supports(metric) ? (Double) Math.exp(base.log(metric)) : null;
        Double newValue = fresh.supports(metric) ? (Double) Math.exp(fresh.log(metric)) : null;
        if (range == null) {
            return new BaselineMetric(
                    metric.key(), baseValue, newValue, null, null, null, band, MetricVerdict.NOT_JUDGED);
        }
        return new BaselineMetric(
                metric.key(),
                baseValue,
                newValue,
                range.ratio(),
                range.low(),
                range.high(),
                band,
                verdict(metric, range, band));
    }

    private static MetricVerdict verdict(DiffMetric metric, RatioIntervals.Range range, double band) {
        boolean beyond = range.ratio() > 1 + band || range.ratio() < 1 / (1 + band);
        if (range.leavesOutOne()) {
            boolean good = range.ratio() > 1 == metric.moreIsBetter();
            return !beyond ? MetricVerdict.NOISE : good ? MetricVerdict.BETTER : MetricVerdict.WORSE;
        }
        boolean within = range.low() >= 1 / (1 + band) && range.high() <= 1 + band;
        return within ? MetricVerdict.SAME : MetricVerdict.UNCLEAR;
    }

    private static MetricVerdict overall(List<BaselineMetric> metrics) {
        for (MetricVerdict verdict : List.of(MetricVerdict.WORSE, MetricVerdict.BETTER, MetricVerdict.UNCLEAR)) {
            if (metrics.stream().anyMatch(metric -> metric.verdict() == verdict)) {
                return verdict;
            }
        }
        return MetricVerdict.SAME;
    }

    private DiffReport.Noise noiseSource() {
        if (!noise.isEmpty()) {
            return new DiffReport.Noise("runs", ids(noise));
        }
        return base.size() > 1 ? new DiffReport.Noise("base", ids(base)) : new DiffReport.Noise("default", List.of());
    }

    private void requireNoise() throws UnusableRunException {
        if (noise.size() < 2) {
            throw UnusableRunException.of(
                    noise.get(0).where(), "two runs of one build or more, to see how far apart they come");
        }
        requireOneBuild("noise", noise);
    }

    private static void requireOneBuild(String side, List<RunBlocks> runs) throws UnusableRunException {
        Set<String> ids = new HashSet<>();
        String commit = commit(runs.get(0));
        for (RunBlocks run : runs) {
            if (!ids.add(run.report().runId())) {
                throw UnusableRunException.of(run.where(), "each run once in " + side);
            }
            if (!Objects.equals(commit, commit(run))) {
                throw UnusableRunException.of(
                        run.where(),
                        "runs of one build in " + side + "; git.commit=" + named(commit) + " and "
                                + named(commit(run)));
            }
        }
    }

    private List<String> requireAlike(RunBlocks one, RunBlocks other) throws UnusableRunException {
        List<String> differences =
                anyLoad ? new ArrayList<>() : new ArrayList<>(Likeness.ofLoad(one.report(), other.report()));
        if (!differences.isEmpty()) {
            throw notAlike(one, other, differences, "runs of the same load");
        }
        List<String> machine = Likeness.ofMachine(one.report(), other.report());
        if (!machine.isEmpty() && !anyMachine) {
            throw notAlike(one, other, machine, "runs of the same machine and JVM, or --force-compare");
        }
        return machine;
    }

    private static UnusableRunException notAlike(
            RunBlocks one, RunBlocks other, List<String> differences, String expected) {
        return new UnusableRunException("runs=" + one.where() + " and " + other.where() + " (expected: " + expected
                + "; " + String.join(", ", differences) + ")");
    }

    private static DiffReport.Side side(List<RunBlocks> runs) {
        return new DiffReport.Side(ids(runs), commit(runs.get(0)));
    }

    private static List<String> ids(List<RunBlocks> runs) {
        return runs.stream().map(run -> run.report().runId()).toList();
    }

    /** A build that is not known may be any. */
    private static String named(String commit) {
        return commit == null ? "unknown" : commit;
    }

    private static String commit(RunBlocks run) {
        Git git = run.report().git();
        return git == null ? null : git.commit() + (Boolean.TRUE.equals(git.dirty()) ? "-dirty" : "");
    }
}
