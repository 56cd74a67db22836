package io.ringswarm.reports.run;

import java.util.List;

/**
 * The verdict of a run. This type carries it; the harness reaches it.
 *
 * @param status whether the run held
 * @param reasons why it failed or is invalid, one short sentence each, the weightiest first; empty when it passed
 * @param warnings what a reader should know although it does not change the status
 * @param exitCode the exit code of the process: that of the status, or another such as 130 after an interruption
 */
public record Verdict(VerdictStatus status, List<String> reasons, List<String> warnings, int exitCode) {
    /**
     * Copies the lists.
     *
     * @param status whether the run held
     * @param reasons why it failed or is invalid, one short sentence each, the weightiest first
     * @param warnings what a reader should know although it does not change the status
     * @param exitCode the exit code of the process
     */
    public Verdict {
        Expect.present("verdict.status", status);
        reasons = Expect.list("verdict.reasons", reasons);
        warnings = Expect.list("verdict.warnings", warnings);
        if (exitCode < 0 || exitCode > 255) {
            throw new IllegalArgumentException("verdict.exitCode=" + exitCode + " (expected: 0 to 255)");
        }
    }

    /**
     * The verdict of a run that ended by itself: the exit code is that of the status.
     *
     * @param status whether the run held
     * @param reasons why it failed or is invalid
     * @param warnings what a reader should know besides
     */
    public Verdict(VerdictStatus status, List<String> reasons, List<String> warnings) {
        this(status, reasons, warnings, Expect.present("verdict.status", status).exitCode());
    }
}
