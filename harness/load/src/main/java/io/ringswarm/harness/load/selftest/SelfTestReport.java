package io.ringswarm.harness.load.selftest;

import io.ringswarm.reports.run.VerdictStatus;
import java.util.List;

/**
 * What a self-test has found.
 *
 * @param schemaVersion of the document
 * @param plan how long its runs were
 * @param runs one for each thing that was stalled
 * @param checks all of them
 */
public record SelfTestReport(int schemaVersion, String plan, List<SelfTestRun> runs, List<Check> checks) {
    /** The version of the document. */
    public static final int SCHEMA_VERSION = 1;

    /** Copies the lists. */
    public SelfTestReport {
        runs = List.copyOf(runs);
        checks = List.copyOf(checks);
    }

    /**
     * Those with an outcome.
     *
     * @param outcome which
     * @return in order
     */
    public List<Check> with(Check.Outcome outcome) {
        return checks.stream().filter(check -> check.outcome() == outcome).toList();
    }

    /** {@link VerdictStatus#PASS} when all agree, else {@link VerdictStatus#INVALID}. */
    public VerdictStatus status() {
        return with(Check.Outcome.OK).size() == checks.size() ? VerdictStatus.PASS : VerdictStatus.INVALID;
    }
}
