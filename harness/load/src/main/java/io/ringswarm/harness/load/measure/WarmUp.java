package io.ringswarm.harness.load.measure;

import io.ringswarm.reports.run.Interval;
import io.ringswarm.reports.run.Warmup;
import java.lang.management.CompilationMXBean;
import java.lang.management.ManagementFactory;
import java.util.function.BooleanSupplier;

/**
 * Runs the engine at the target rate until it is steady: for three windows of half a second in a row the compiler is
 * quiet, and P50 and P99 stay near those of the window before. Ends at its limit otherwise, and says so.
 */
final class WarmUp {
    static final long AUTOMATIC_LIMIT_NS = 10_000_000_000L;

    private static final long WINDOW_NS = 500_000_000;
    private static final int STEADY_WINDOWS = 3;
    private static final double QUIET_COMPILER_SHARE = 0.05;
    private static final long NS_PER_MS = 1_000_000;

    /** Quantiles may differ by so much of themselves, or by so many ns where that is more. */
    private static final double P50_TOLERANCE = 0.25;

    private static final long P50_TOLERANCE_NS = 5_000;
    private static final double P99_TOLERANCE = 1.0;
    private static final long P99_TOLERANCE_NS = 100_000;

    private final SecondSeries rehearsal;
    private final BooleanSupplier interrupted;
    private final CompilationMXBean compiler = ManagementFactory.getCompilationMXBean();
    private Interval before;
    private long compiledMs;
    private int steadyWindows;

    /**
     * A warm-up.
     *
     * @param rehearsal looks at each window as at a second of the measured part, so that this is warm then, too
     * @param interrupted whether to end at once
     */
    WarmUp(SecondSeries rehearsal, BooleanSupplier interrupted) {
        this.rehearsal = rehearsal;
        this.interrupted = interrupted;
    }

    /** Waits until a phase has run its time. */
    Warmup fixed(SendPhase phase) {
        long startNs = System.nanoTime();
        while (phase.isRunning() && !interrupted.getAsBoolean()) {
            phase.await(WINDOW_NS);
            rehearsal.endSecond(null);
        }
        return new Warmup("fixed", (System.nanoTime() - startNs) / 1e9, null);
    }

    /** Waits until the engine is steady under a phase, and stops it, or until it has run its time. */
    Warmup automatic(SendPhase phase) {
        long startNs = System.nanoTime();
        compiledMs = compiledMs();
        while (phase.isRunning() && !interrupted.getAsBoolean() && steadyWindows < STEADY_WINDOWS) {
            phase.await(WINDOW_NS);
            look(rehearsal.endSecond(null));
        }
        phase.stop();
        return new Warmup("auto", (System.nanoTime() - startNs) / 1e9, steadyWindows >= STEADY_WINDOWS);
    }

    private void look(Interval window) {
        long nowCompiledMs = compiledMs();
        boolean quiet = (nowCompiledMs - compiledMs) * NS_PER_MS <= QUIET_COMPILER_SHARE * WINDOW_NS;
        boolean alike = before != null
                && near(before.p50Ns(), window.p50Ns(), P50_TOLERANCE, P50_TOLERANCE_NS)
                && near(before.p99Ns(), window.p99Ns(), P99_TOLERANCE, P99_TOLERANCE_NS);
        steadyWindows = quiet && alike ? steadyWindows + 1 : 0;
        compiledMs = nowCompiledMs;
        before = window;
    }

    private long compiledMs() {
        return compiler != null && compiler.isCompilationTimeMonitoringSupported()
                ? compiler.getTotalCompilationTime()
                : 0;
    }

    /** A percentile with too few samples in both windows is alike. */
    private static boolean near(Long beforeNs, Long afterNs, double share, long leastNs) {
        if (beforeNs == null || afterNs == null) {
            return beforeNs == null && afterNs == null;
        }
        return Math.abs(afterNs - beforeNs) <= Math.max(leastNs, share * Math.min(beforeNs, afterNs));
    }
}
