package io.ringswarm.harness.peers;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntFunction;

/** The systems that can be compared, by name. */
public final class Peers {
    private static final Map<String, IntFunction<OneWaySystem>> SYSTEMS = new TreeMap<>(Map.ofEntries(
            Map.entry("ringswarm-fixed", agents -> fixed(agents, OneWaySystem.RUN)),
            Map.entry("ringswarm-tell", agents -> fixed(agents, 1)),
            Map.entry("disruptor-batched", agents -> new DisruptorOneWay(agents, OneWaySystem.RUN)),
            Map.entry("disruptor-single", agents -> new DisruptorOneWay(agents, 1)),
            Map.entry("agrona", AgronaOneWay::new),
            Map.entry("jctools", JctoolsOneWay::new),
            Map.entry("abq", BlockingQueueOneWay::array),
            Map.entry("ltq", BlockingQueueOneWay::transfer),
            Map.entry("executor", ExecutorOneWay::new),
            Map.entry("pekko", PekkoOneWay::new),
            Map.entry("vertx", VertxOneWay::new)));

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
     * @throws RuntimeException when it fails, or an agent did not get each of its messages once and in order
     */
    public static OneWaySample oneWay(String name, int agents, long warmupNs, long measureNs) {
        OneWaySystem system = make(name, agents);
        OneWaySample sample;
        try (system) {
            sample = new OneWayRun(system).measure(warmupNs, measureNs);
        }
        if (system.outOfPlace() > 0) {
            throw new SystemFailedException(
                    "outOfPlace=" + system.outOfPlace() + " (expected: 0, each message once and in order)");
        }
        return sample;
    }

    /** A system that is ready to be sent to. */
    static OneWaySystem make(String name, int agents) {
        IntFunction<OneWaySystem> maker = SYSTEMS.get(name);
        if (maker == null) {
            throw new IllegalArgumentException("system=" + name + " (expected: one of " + names() + ")");
        }
        return maker.apply(agents);
    }

    private static OneWaySystem fixed(int agents, int run) {
        return new RingswarmOneWay<>(agents, run, new BodyFixedCodec(), Body::new);
    }
}
