package io.ringswarm.engine.work.limit;

import com.netflix.concurrency.limits.Limit;
import java.util.function.IntFunction;

/**
 * Gathers the samples of a window and gives their mean to an algorithm of concurrency-limits, once a window. That library's own
 * {@code WindowedLimit} does the same, but makes an object for each sample, and takes the clock to begin at 0.
 *
 * <p>A window ends with the first sample that comes {@code windowNs} after the window's first, and that makes ten at least.
 *
 * <p>Algorithms that compare with a base take what lasts for normal: under demand that never ends Gradient2 rises to its
 * maximum, and Vegas creeps up (a test shows it). So the base is measured anew every 10 s, or every 50 mean times if that is longer, as BBR
 * does with its ProbeRTT (Cardwell et al., BBR: Congestion-Based Congestion Control, ACM Queue 14(5), 2016): the limit is halved until a
 * window of tasks that started since then has ended, and a new algorithm begins with their mean as its base and the limit as it was.
 *
 * <p>A sample allocates nothing; the end of a window allocates what the algorithm boxes, some 100 bytes; a new base some 500.
 */
final class AdaptiveLimit implements ConcurrencyLimit {
    private static final int MIN_SAMPLES = 10;

    /** Gradient2 takes the plain mean of its first ten samples for its base, and a moving one from there. */
    private static final int BASE_SAMPLES = 10;

    private static final long PROBE_EVERY_NS = 10_000_000_000L;
    private static final int PROBE_EVERY_MEANS = 50;

    private final IntFunction<Limit> algorithms;
    private final boolean hasBase;
    private final long windowNs;
    private final int min;

    private Limit algorithm;
    private int limit;
    private boolean probing;
    private boolean begun;
    private int limitBeforeProbe;
    private long probeNs;
    private long nextProbeNs;

    private int samples;
    private double sumNs;
    private int mostInFlight;
    private boolean anyDropped;
    private long windowStartNs;

    /**
     * @param algorithms makes one by its first limit
     * @param first the first limit
     * @param hasBase whether the algorithm compares with what it saw first
     */
    AdaptiveLimit(IntFunction<Limit> algorithms, int first, boolean hasBase, long windowNs, int min) {
        this.algorithms = algorithms;
        this.hasBase = hasBase;
        this.windowNs = windowNs;
        this.min = min;
        algorithm = algorithms.apply(first);
        limit = first;
    }

    @Override
    public int limit() {
        return limit;
    }

    @Override
    public void onSample(long startNs, long rttNs, int inFlight, boolean dropped) {
        long endNs = startNs + rttNs;
        if (probing && startNs - probeNs < 0) {
            return;
        }
        if (samples == 0) {
            windowStartNs = endNs;
        }
        samples++;
        sumNs += rttNs;
        mostInFlight = Math.max(mostInFlight, inFlight);
        anyDropped |= dropped;
        if (samples >= MIN_SAMPLES && endNs - windowStartNs >= windowNs) {
            // The algorithms divide by it, and take 0 for a mistake; a clock with coarse steps says 0 rightly.
            long meanNs = Math.max(1, (long) (sumNs / samples));
            endWindow(startNs, meanNs, endNs);
            samples = 0;
            sumNs = 0;
            mostInFlight = 0;
            anyDropped = false;
        }
    }

    private void endWindow(long startNs, long meanNs, long endNs) {
        if (probing) {
            endProbe(startNs, meanNs, endNs);
            return;
        }
        algorithm.onSample(startNs, meanNs, mostInFlight, anyDropped);
        limit = Math.max(min, algorithm.getLimit());
        if (hasBase && (!begun || endNs - nextProbeNs >= 0)) {
            begun = true;
            probing = true;
            probeNs = endNs;
            limitBeforeProbe = limit;
            limit = Math.max(min, limit / 2);
        }
    }

    private void endProbe(long startNs, long meanNs, long endNs) {
        algorithm = algorithms.apply(limitBeforeProbe);
        for (int i = 0; i < BASE_SAMPLES; i++) {
            algorithm.onSample(startNs, meanNs, 0, false);
        }
        limit = limitBeforeProbe;
        probing = false;
        nextProbeNs = endNs + Math.max(PROBE_EVERY_NS, PROBE_EVERY_MEANS * meanNs);
    }
}
