package io.ringswarm.reports.diff;

import io.ringswarm.reports.run.ExitCode;
import io.ringswarm.reports.run.RunReport;
import java.util.List;

/**
 * A comparison of saved runs and what was compared.
 *
 * @param report what was found
 * @param base the runs on one side
 * @param fresh the runs on the other
 * @param command that does it again
 */
public record DiffRun(DiffReport report, List<RunReport> base, List<RunReport> fresh, String command) {
    /** Lists are copied. */
    public DiffRun {
        base = List.copyOf(base);
        fresh = List.copyOf(fresh);
    }

    /**
     * The exit code of the process.
     *
     * @return 4 when there is a slow-down that counts, else 0
     */
    public int exitCode() {
        return report.isWorse() ? ExitCode.WORSE : ExitCode.OK;
    }
}
