package io.ringswarm.harness.load.measure;

import io.ringswarm.harness.load.scenario.Slo;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.HdrHistogram.Histogram;

/** Remembers the first second that by itself violates each objective. Confined to one thread at a time. */
final class SloWatch {
    private final List<Slo> slos;
    private final Map<Slo, Integer> firstViolations = new HashMap<>();

    SloWatch(List<Slo> slos) {
        this.slos = slos;
    }

    /**
     * Looks at a second.
     *
     * @param second its number
     * @param response its samples
     * @param lanes its samples lane by lane
     * @param handledPerSecond its rate; null when it was no whole second
     */
    void look(int second, Histogram response, LaneSeries lanes, Double handledPerSecond) {
        for (Slo slo : slos) {
            Histogram samples = slo.lane() == null ? response : lanes.second(slo.lane());
            Double value = slo.metric().isTime() && samples != null
                    ? SloValues.time(slo, samples)
                    : slo.metric() == Slo.Metric.RATE ? handledPerSecond : null;
            if (value != null && !slo.holds(value)) {
                firstViolations.putIfAbsent(slo, second);
            }
        }
    }

    Map<Slo, Integer> firstViolations() {
        return Map.copyOf(firstViolations);
    }
}
