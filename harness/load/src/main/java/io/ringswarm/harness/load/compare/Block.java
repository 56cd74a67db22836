package io.ringswarm.harness.load.compare;

import io.ringswarm.harness.peers.Metric;
import io.ringswarm.harness.peers.Sample;
import java.util.List;
import java.util.Map;

/**
 * One sample of every participant, taken one after the other in random order.
 *
 * @param samples by participant
 * @param probesNs core-to-core round trips before the first, between each two, and after the last sample
 */
record Block(Map<String, Sample> samples, List<Double> probesNs) {
    private static final double MAX_PROBE_RATIO = 1.5;

    /** Whether the machine has changed too much within the block for its samples to be compared. */
    boolean isSetAside() {
        double least = probesNs.stream().mapToDouble(Double::doubleValue).min().orElseThrow();
        double most = probesNs.stream().mapToDouble(Double::doubleValue).max().orElseThrow();
        return most > least * MAX_PROBE_RATIO;
    }

    /** A figure of one participant over that of another. */
    double ratio(String a, String b, Metric metric) {
        return metric.of(samples.get(a)) / metric.of(samples.get(b));
    }
}
