package io.ringswarm.reports.run;

/**
 * What was seen in a part of the warm-up.
 *
 * @param endSeconds when it ended, since the warm-up began
 * @param p50Ns median response; null with too few samples
 * @param p99Ns 99th percentile; null with too few samples
 * @param compileNs time the just-in-time compiler worked; null when not measured
 * @param steady whether the compiler was quiet and percentiles were near those of the window before
 */
public record WarmupWindow(double endSeconds, Long p50Ns, Long p99Ns, Long compileNs, boolean steady) {
    /**
     * Checks that no number is negative.
     *
     * @param endSeconds when it ended
     * @param p50Ns median response
     * @param p99Ns 99th percentile
     * @param compileNs time the just-in-time compiler worked
     * @param steady whether it was like the one before
     */
    public WarmupWindow {
        Expect.notNegative("warmup.windows.endSeconds", endSeconds);
        Expect.notNegative("warmup.windows.p50Ns", p50Ns);
        Expect.notNegative("warmup.windows.p99Ns", p99Ns);
        Expect.notNegative("warmup.windows.compileNs", compileNs);
    }
}
