package io.ringswarm.engine.micrometer;

import io.ringswarm.engine.metrics.EngineMetrics;
import io.ringswarm.engine.metrics.KindMetrics;
import io.ringswarm.engine.metrics.LatencyHistograms;
import java.util.Map;
import java.util.TreeMap;

/**
 * What the engine told at one moment. Never changed.
 *
 * @param metrics as the engine gave them
 * @param kinds the classes of agents by the name that they are shown with
 */
record Snapshot(EngineMetrics metrics, Map<String, KindMetrics> kinds) {
    private static final String LAMBDA = "$$Lambda";

    static Snapshot of(EngineMetrics metrics) {
        Map<String, KindMetrics> kinds = new TreeMap<>();
        for (KindMetrics kind : metrics.kinds()) {
            kinds.merge(shownName(kind.agentClass()), kind, Snapshot::sum);
        }
        return new Snapshot(metrics, kinds);
    }

    long atNs() {
        return metrics.atNs();
    }

    /** What follows in the name of a lambda's class is another number in each JVM. */
    private static String shownName(String agentClass) {
        int lambda = agentClass.indexOf(LAMBDA);
        return lambda < 0 ? agentClass : agentClass.substring(0, lambda + LAMBDA.length());
    }

    private static KindMetrics sum(KindMetrics one, KindMetrics other) {
        LatencyHistograms latency = one.latency().copy();
        latency.add(other.latency());
        return new KindMetrics(one.agentClass(), one.living() + other.living(), latency);
    }
}
