package io.ringswarm.reports.comparison;

import io.ringswarm.reports.run.ExitCode;
import java.time.OffsetDateTime;
import java.util.List;

/**
 * A comparison and what is said about it.
 *
 * @param report what was measured
 * @param startedAt when it began
 * @param command that does it again
 * @param exitCode an {@link ExitCode}: 0 when nothing is wrong, 1 when messages were lost, 3 when too few blocks count or a build differs too
 *     much from itself, 4 when a build is worse than the one it was compared with, 130 when it was interrupted
 * @param reasons a sentence for each thing that is wrong
 */
public record ComparisonRun(
        ComparisonReport report, OffsetDateTime startedAt, String command, int exitCode, List<String> reasons) {
    /** The list is copied. */
    public ComparisonRun {
        reasons = List.copyOf(reasons);
    }
}
