package io.ringswarm.reports.run;

/**
 * How the run was warmed up.
 *
 * @param mode {@code auto} or {@code fixed}
 * @param seconds how long it took; null when not measured
 * @param steady whether the engine was steady when it ended; null when not judged
 */
public record Warmup(String mode, Double seconds, Boolean steady) {
    /**
     * Checks that there is a mode.
     *
     * @param mode {@code auto} or {@code fixed}
     * @param seconds how long it took
     * @param steady whether the engine was steady when it ended
     */
    public Warmup {
        Expect.text("warmup.mode", mode);
        Expect.notNegative("warmup.seconds", seconds);
    }
}
