package io.ringswarm.reports;

import io.ringswarm.reports.diff.DiffReport;
import io.ringswarm.reports.diff.DiffRun;
import io.ringswarm.reports.diff.RunDiff;
import io.ringswarm.reports.diff.UnusableRunException;
import io.ringswarm.reports.files.SavedRuns;
import io.ringswarm.reports.run.BaselineMetric;
import io.ringswarm.reports.run.MetricVerdict;
import io.ringswarm.reports.run.RunReport;
import java.util.List;

/** Comparisons of saved runs to look at. */
public final class SampleDiff {
    private SampleDiff() {}

    /** Every verdict, the worst first. */
    public static DiffRun everyVerdict() {
        RunReport run = SampleRun.compared();
        return run(MetricVerdict.WORSE, run.baseline().metrics(), List.of());
    }

    /** Nothing but noise on machines that differ. */
    public static DiffRun unclear() {
        List<BaselineMetric> metrics = SampleRun.compared().baseline().metrics().subList(2, 7);
        return run(MetricVerdict.UNCLEAR, metrics, List.of("env.cores=2 and 8"));
    }

    /** A real comparison of two runs that are alike. */
    public static DiffRun alike() throws UnusableRunException {
        SampleRun run = SampleRun.passing(12);
        RunReport report = run.report();
        DiffReport diff =
                new RunDiff(List.of(SavedRuns.of(report, run.log())), List.of(SavedRuns.of(report, run.log()))).judge();
        return new DiffRun(diff, List.of(report), List.of(report), "ringswarm diff a b");
    }

    private static DiffRun run(MetricVerdict verdict, List<BaselineMetric> metrics, List<String> ignored) {
        DiffReport report = new DiffReport(
                1,
                verdict,
                new DiffReport.Side(List.of("20261119-101500-default-11aa", "20261119-101600-default-22bb"), null),
                new DiffReport.Side(List.of("20261120-140327-default-7f3a"), "8d52e02c-dirty"),
                new DiffReport.Noise("base", List.of("20261119-101500-default-11aa", "20261119-101600-default-22bb")),
                1,
                2_000,
                0.05,
                "default",
                ignored,
                metrics);
        return new DiffRun(
                report,
                List.of(SampleRun.passing(10).report(), SampleRun.passing(12).report()),
                List.of(SampleRun.failing(10).report()),
                "harness/bin/ringswarm diff base `new`");
    }
}
