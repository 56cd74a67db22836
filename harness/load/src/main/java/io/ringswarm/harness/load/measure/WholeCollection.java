package io.ringswarm.harness.load.measure;

import io.ringswarm.engine.metrics.LatencyHistograms;
import java.time.Duration;
import java.util.function.BiPredicate;
import java.util.function.LongSupplier;

/** Collects latencies from an engine again and again until every shard has given: what is left would come later. */
final class WholeCollection {
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private final BiPredicate<LatencyHistograms, Duration> engine;
    private final LongSupplier clock;

    /**
     * A collection.
     *
     * @param engine adds to what it is given, for so long; true when every shard has given
     * @param clock in ns
     */
    WholeCollection(BiPredicate<LatencyHistograms, Duration> engine, LongSupplier clock) {
        this.engine = engine;
        this.clock = clock;
    }

    /** Collects, at least once. False when some shard has not given within the time. */
    boolean into(LatencyHistograms histograms, long limitNs) {
        long startNs = clock.getAsLong();
        boolean whole = engine.test(histograms, PATIENCE);
        while (!whole && clock.getAsLong() - startNs < limitNs) {
            whole = engine.test(histograms, PATIENCE);
        }
        return whole;
    }
}
