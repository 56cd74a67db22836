package io.ringswarm.reports.run;

import java.util.List;

/**
 * How the run was warmed up.
 *
 * @param mode {@code auto} or {@code fixed}
 * @param seconds how long it took; null when not measured
 * @param steady whether the engine was steady when it ended; null when not judged
 * @param windows what was seen on the way; null when nobody looked
 */
public record Warmup(String mode, Double seconds, Boolean steady, List<WarmupWindow> windows) {
    /**
     * Checks that there is a mode.
     *
     * @param mode {@code auto} or {@code fixed}
     * @param seconds how long it took
     * @param steady whether the engine was steady when it ended
     * @param windows what was seen on the way
     */
    public Warmup {
        Expect.text("warmup.mode", mode);
        Expect.notNegative("warmup.seconds", seconds);
        windows = windows == null ? null : Expect.list("warmup.windows", windows);
    }

    /**
     * A warm-up that nobody looked into.
     *
     * @param mode {@code auto} or {@code fixed}
     * @param seconds how long it took
     * @param steady whether the engine was steady when it ended
     */
    public Warmup(String mode, Double seconds, Boolean steady) {
        this(mode, seconds, steady, null);
    }
}
