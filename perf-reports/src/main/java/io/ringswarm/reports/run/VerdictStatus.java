package io.ringswarm.reports.run;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** Whether a run held. */
public enum VerdictStatus {
    /** Every objective was met and every message accounted for. */
    PASS(ExitCode.OK),
    /** An objective was missed, or messages were lost, duplicated or reordered. Outranks {@link #INVALID}. */
    FAIL(ExitCode.FAIL),
    /** The measurement itself was at fault, so that it says nothing about the engine. */
    INVALID(ExitCode.INVALID);

    private final int exitCode;

    VerdictStatus(int exitCode) {
        this.exitCode = exitCode;
    }

    /**
     * The exit code of a run that ended by itself with this status.
     *
     * @return 0, 1 or 3
     */
    public int exitCode() {
        return exitCode;
    }

    /**
     * The name in {@code report.json}.
     *
     * @return the name in lower case
     */
    @JsonValue
    public String jsonName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
