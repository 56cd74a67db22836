package io.ringswarm.reports.comparison;

import java.time.OffsetDateTime;
import java.util.List;

/**
 * A comparison and what is said about it.
 *
 * @param report what was measured
 * @param startedAt when it began
 * @param command that does it again
 * @param exitCode 0 when nothing is wrong, 1 when messages were lost, 3 when too few blocks count or a build differs too
 *     much from itself, 4 when a build is worse than the one it was compared with, 130 when it was interrupted
 * @param reasons a sentence for each thing that is wrong
 */
public record ComparisonRun(
        ComparisonReport report, OffsetDateTime startedAt, String command, int exitCode, List<String> reasons) {
    /** The exit code when messages were lost. */
    public static final int LOST = 1;

    /** The exit code when nothing can be said of speed. */
    public static final int INVALID = 3;

    /** The exit code when a build is worse than the one it was compared with. */
    public static final int WORSE = 4;

    /** The exit code when somebody interrupted it. */
    public static final int INTERRUPTED = 130;

    /** The list is copied. */
    public ComparisonRun {
        reasons = List.copyOf(reasons);
    }
}
