package io.ringswarm.harness.peers;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntFunction;

/** The systems that can be compared, by name. */
public final class Peers {
    private static final Map<String, IntFunction<OneWaySystem>> SYSTEMS = new TreeMap<>(Map.of(
            "ringswarm-fixed", agents -> fixed(agents, OneWaySystem.RUN),
            "ringswarm-tell", agents -> fixed(agents, 1),
            "disruptor-batched", agents -> new DisruptorOneWay(agents, OneWaySystem.RUN),
            "disruptor-single", agents -> new DisruptorOneWay(agents, 1)));

    private Peers() {}

    /**
     * What can be compared.
     *
     * @return names, sorted
     */
    public static List<String> names() {
        return List.copyOf(SYSTEMS.keySet());
    }

    /**
     * Measures one system, in this process.
     *
     * @param name one of {@link #names()}
     * @param agents how many receive
     * @param warmupNs not measured, ns
     * @param measureNs measured, ns
     * @return the sample
     * @throws IllegalArgumentException when there is no such system
     */
    public static OneWaySample oneWay(String name, int agents, long warmupNs, long measureNs) {
        IntFunction<OneWaySystem> maker = SYSTEMS.get(name);
        if (maker == null) {
            throw new IllegalArgumentException("system=" + name + " (expected: one of " + names() + ")");
        }
        try (OneWaySystem system = maker.apply(agents)) {
            return new OneWayRun(system).measure(warmupNs, measureNs);
        }
    }

    private static OneWaySystem fixed(int agents, int run) {
        return new RingswarmOneWay<>(agents, run, new BodyFixedCodec(), Body::new);
    }
}
