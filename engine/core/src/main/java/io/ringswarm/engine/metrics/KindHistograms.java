package io.ringswarm.engine.metrics;

import java.util.Arrays;
import org.HdrHistogram.Histogram;

/**
 * How long the messages of one shard took, apart for each kind of agent, and how many were handled at a time. Kinds are
 * numbered by the engine, from 0. Not thread-safe.
 */
public final class KindHistograms {
    private final Histogram batches = LatencyHistograms.newBatches();
    private LatencyHistograms[] kinds = {new LatencyHistograms()};

    /** Empty, with room for one kind. */
    public KindHistograms() {}

    /**
     * The histograms of a kind.
     *
     * @param kind 0 and up
     * @return made when first asked for
     */
    public LatencyHistograms of(int kind) {
        LatencyHistograms found = kind < kinds.length ? kinds[kind] : null;
        return found != null ? found : make(kind);
    }

    /**
     * How many messages the shard handled between two looks at its queues.
     *
     * @return one value for each time that there were any
     */
    public Histogram batches() {
        return batches;
    }

    /**
     * Adds another interval's values, kind by kind.
     *
     * @param other not changed
     */
    public void add(KindHistograms other) {
        batches.add(other.batches);
        for (int kind = 0; kind < other.kinds.length; kind++) {
            if (other.kinds[kind] != null) {
                of(kind).add(other.kinds[kind]);
            }
        }
    }

    /**
     * Adds all kinds together to others.
     *
     * @param into what to add to
     */
    public void addTo(LatencyHistograms into) {
        into.batches().add(batches);
        for (LatencyHistograms kind : kinds) {
            if (kind != null) {
                into.add(kind);
            }
        }
    }

    /**
     * How many kinds there is room for.
     *
     * @return higher than the number of every kind with values
     */
    public int kinds() {
        return kinds.length;
    }

    /** Forgets all values. */
    public void reset() {
        batches.reset();
        for (LatencyHistograms kind : kinds) {
            if (kind != null) {
                kind.reset();
            }
        }
    }

    private LatencyHistograms make(int kind) {
        if (kind >= kinds.length) {
            kinds = Arrays.copyOf(kinds, kind + 1);
        }
        kinds[kind] = new LatencyHistograms();
        return kinds[kind];
    }
}
