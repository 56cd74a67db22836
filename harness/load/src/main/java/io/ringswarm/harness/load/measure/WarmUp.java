package io.ringswarm.harness.load.measure;

import io.ringswarm.reports.run.Interval;
import io.ringswarm.reports.run.Warmup;
import io.ringswarm.reports.run.WarmupWindow;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
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

    /** Of a longer warm-up the last are kept. */
    private static final int MOST_WINDOWS = 120;

    /** Quantiles may differ by so much of themselves, or by so many ns where that is more. */
    private static final double P50_TOLERANCE = 0.25;

    private static final long P50_TOLERANCE_NS = 5_000;
    private static final double P99_TOLERANCE = 1.0;
    private static final long P99_TOLERANCE_NS = 100_000;

    private final SecondSeries rehearsal;
    private final BooleanSupplier interrupted;
    private final Deque<WarmupWindow> windows = new ArrayDeque<>();
    private Interval before;
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
            look(rehearsal.endSecond(null), startNs);
        }
        return new Warmup("fixed", seconds(startNs), null, List.copyOf(windows));
    }

    /** Waits until the engine is steady under a phase, and stops it, or until it has run its time. */
    Warmup automatic(SendPhase phase) {
        long startNs = System.nanoTime();
        while (phase.isRunning() && !interrupted.getAsBoolean() && steadyWindows < STEADY_WINDOWS) {
            phase.await(WINDOW_NS);
            look(rehearsal.endSecond(null), startNs);
        }
        phase.stop();
        return new Warmup("auto", seconds(startNs), steadyWindows >= STEADY_WINDOWS, List.copyOf(windows));
    }

    private void look(Interval window, long startNs) {
        boolean quiet = window.compileNs() == null || window.compileNs() <= QUIET_COMPILER_SHARE * WINDOW_NS;
        boolean alike = before != null
                && near(before.p50Ns(), window.p50Ns(), P50_TOLERANCE, P50_TOLERANCE_NS)
                && near(before.p99Ns(), window.p99Ns(), P99_TOLERANCE, P99_TOLERANCE_NS);
        steadyWindows = quiet && alike ? steadyWindows + 1 : 0;
        before = window;
        if (windows.size() == MOST_WINDOWS) {
            windows.removeFirst();
        }
        windows.add(
                new WarmupWindow(seconds(startNs), window.p50Ns(), window.p99Ns(), window.compileNs(), quiet && alike));
    }

    private static double seconds(long startNs) {
        return (System.nanoTime() - startNs) / 1e9;
    }

    /** A percentile with too few samples in both windows is alike. */
    private static boolean near(Long beforeNs, Long afterNs, double share, long leastNs) {
        if (beforeNs == null || afterNs == null) {
            return beforeNs == null && afterNs == null;
        }
        return Math.abs(afterNs - beforeNs) <= Math.max(leastNs, share * Math.min(beforeNs, afterNs));
    }
}
