package io.ringswarm.reports;

import io.ringswarm.reports.files.DrawnReport;
import io.ringswarm.reports.files.ReportFolder;
import io.ringswarm.reports.files.ReportFormat;
import io.ringswarm.reports.page.DiffMarkdown;
import io.ringswarm.reports.page.DiffPage;
import io.ringswarm.reports.run.RunReport;
import io.ringswarm.reports.run.Verdict;
import io.ringswarm.reports.run.VerdictStatus;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Writes sample reports into a folder, to be looked at in a browser: one argument, the folder. */
public final class SampleReports {
    private SampleReports() {}

    /**
     * Writes them.
     *
     * @param args the folder
     * @throws IOException when it cannot be written to
     */
    public static void main(String[] args) throws IOException {
        Path root = Path.of(args[0]);
        write(root.resolve("pass-10"), SampleRun.passing(10), null);
        write(root.resolve("pass-600"), SampleRun.passing(600), null);
        write(root.resolve("fail-60"), SampleRun.failing(60), null);
        SampleRun short3 = SampleRun.passing(3);
        write(
                root.resolve("invalid-3"),
                short3,
                short3.builder()
                        .verdict(new Verdict(
                                VerdictStatus.INVALID,
                                List.of(
                                        "the generator could not keep its schedule: 4.1 % of the messages were sent more than 1 ms late"),
                                List.of()))
                        .build());
        write(root.resolve("one-second"), SampleRun.passing(1), null);
        for (Map.Entry<String, RunReport> report : Map.of(
                        "sparse", SampleRun.sparse(),
                        "saturated", SampleRun.saturated(),
                        "spawning", SampleRun.spawning(),
                        "tasks-few", SampleTasks.few(),
                        "tasks-failing", SampleTasks.failing(),
                        "tasks-many", SampleTasks.many(),
                        "compared", SampleRun.compared(),
                        "searched", SampleRun.searched())
                .entrySet()) {
            ReportFolder.open(root.resolve(report.getKey()), true).write(report.getValue(), null);
        }
        ReportFolder.open(root.resolve("diff"), true)
                .write(Map.of(
                        "worse.html", DiffPage.render(SampleDiff.everyVerdict()),
                        "unclear.html", DiffPage.render(SampleDiff.unclear()),
                        "worse.md", DiffMarkdown.render(SampleDiff.everyVerdict())));
    }

    private static void write(Path folder, SampleRun run, RunReport report) throws IOException {
        ReportFolder.open(folder, true).write(report == null ? run.report() : report, run.log());
        ReportFolder.redraw(
                folder, DrawnReport.of(report == null ? run.report() : report, List.of(ReportFormat.values())));
    }
}
