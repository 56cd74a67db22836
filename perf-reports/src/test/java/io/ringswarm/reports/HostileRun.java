package io.ringswarm.reports;

import io.ringswarm.reports.run.Git;
import io.ringswarm.reports.run.Lane;
import io.ringswarm.reports.run.RunReport;
import io.ringswarm.reports.run.SloResult;
import io.ringswarm.reports.run.TaskWorker;
import io.ringswarm.reports.run.Tasks;
import io.ringswarm.reports.run.Verdict;
import io.ringswarm.reports.run.VerdictStatus;
import io.ringswarm.reports.run.WorkerSeries;
import io.ringswarm.reports.run.WorkerState;
import java.util.List;
import java.util.Map;

/** A run whose texts try to be something else than texts. */
public final class HostileRun {
    /** Every text of it. */
    public static final String TEXT =
            "=HYPERLINK(\"x\"),a\\\"b}]]> <script>&amp;\u0000\u001b[31m\r\n\t'\ud800\uffff\u202e- {{x}} µ\ud83d\ude80";

    private HostileRun() {}

    /** The run. */
    public static RunReport report() {
        return SampleRun.passing(3)
                .builder()
                .runId(TEXT)
                .command(TEXT)
                .tags(Map.of("k" + TEXT, TEXT))
                .git(new Git(TEXT, true))
                .verdict(new Verdict(VerdictStatus.FAIL, List.of(TEXT, TEXT), List.of(TEXT)))
                .slo(List.of(new SloResult(TEXT, "<", 1, TEXT, 2.0, false, 1)))
                .lanes(List.of(new Lane(TEXT, 1, 0, 0, 1, null, null, null)))
                .tasks(Tasks.builder()
                        .failed(1, Map.of(TEXT, 1L))
                        .rejected(1, Map.of(TEXT, 1L))
                        .routed(TEXT, 1)
                        .makespan(1, 1)
                        .workers(
                                1L,
                                List.of(new TaskWorker(
                                        TEXT,
                                        1,
                                        null,
                                        null,
                                        null,
                                        null,
                                        null,
                                        WorkerSeries.of(List.of(1), List.of(1), null, List.of(WorkerState.WORKING)))))
                        .build())
                .scenario(SampleRun.passing(3).scenario(TEXT))
                .build();
    }
}
