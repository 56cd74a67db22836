package io.ringswarm.reports.diff;

import java.util.List;
import java.util.random.RandomGenerator;

/**
 * One side of a comparison: a run, or several of one build. A set's value of a metric is the geometric mean of its runs' values, so that
 * one bad run among several counts once.
 */
final class RunSet {
    private static final int METRICS = DiffMetric.values().length;

    private final List<RunBlocks> runs;
    private final double[] logs;

    RunSet(List<RunBlocks> runs) {
        this.runs = List.copyOf(runs);
        logs = new double[METRICS];
        runs.forEach(run -> addShare(run.logs()));
    }

    private void addShare(double[] ofRun) {
        for (int i = 0; i < METRICS; i++) {
            logs[i] += ofRun[i] / runs.size();
        }
    }

    List<RunBlocks> runs() {
        return runs;
    }

    boolean supports(DiffMetric metric) {
        return runs.stream().allMatch(run -> run.supports(metric));
    }

    double log(DiffMetric metric) {
        return logs[metric.ordinal()];
    }

    /**
     * By how much a set like this one differs from this one, drawn by resampling runs, and blocks of seconds within each (Davison and
     * Hinkley 1997, Bootstrap Methods and their Application, section 3.8); with a single run, its blocks alone. A sample's spread falls
     * short of the truth by the share of one unit of resampling, which is made good for.
     *
     * @return by resample and metric
     */
    double[][] deviations(int resamples, RandomGenerator random) {
        double[][] deviations = new double[resamples][METRICS];
        double scale = Math.sqrt(1 / (1 - unitShare()));
        for (double[] deviation : deviations) {
            for (int i = 0; i < runs.size(); i++) {
                RunBlocks run = runs.get(runs.size() == 1 ? 0 : random.nextInt(runs.size()));
                double[] resampled = run.resampledLogs(random);
                for (int metric = 0; metric < METRICS; metric++) {
                    deviation[metric] += resampled[metric] / runs.size();
                }
            }
            for (int metric = 0; metric < METRICS; metric++) {
                deviation[metric] = scale * (deviation[metric] - logs[metric]);
            }
        }
        return deviations;
    }

    private double unitShare() {
        RunBlocks first = runs.get(0);
        return runs.size() > 1
                ? 1.0 / runs.size()
                : (double) first.blockSeconds() / Math.max(2 * first.blockSeconds(), first.seconds());
    }

    /**
     * How well the spread of the deviations is known. That of several runs comes from how the runs differ, however many seconds each has:
     * one fewer than there are runs. That of a single run comes from its blocks, of which overlapping ones tell one and a half times as
     * much as separate ones (Kuensch 1989); how runs differ is for the noise band to say then.
     */
    double degreesOfFreedom() {
        if (runs.size() > 1) {
            return runs.size() - 1;
        }
        RunBlocks run = runs.get(0);
        double blocks = (double) run.seconds() / run.blockSeconds();
        return Math.min(run.seconds() - 1, Math.max(1, 1.5 * blocks - 1));
    }
}
