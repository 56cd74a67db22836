package io.ringswarm.harness.peers;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.IntFunction;

/** The systems that can be compared, by name, and what each can do. */
public final class Peers {
    /** The codec of systems that are not named for one. */
    public static final String FIXED = "fixed";

    private static final Map<String, IntFunction<PacedSystem>> SENDING = Map.ofEntries(
            Map.entry("ringswarm-fixed", agents -> staged(agents, new FrameContent())),
            Map.entry("ringswarm-tell", agents -> new RingswarmOneWay<>(agents, 1, new FrameContent())),
            Map.entry("ringswarm-wire", agents -> staged(agents, TickContent.byChronicle())),
            Map.entry("ringswarm-wire-template", agents -> staged(agents, TickContent.byTemplate())),
            Map.entry("disruptor-batched", agents -> new DisruptorOneWay(agents, PeerSystem.RUN)),
            Map.entry("disruptor-single", agents -> new DisruptorOneWay(agents, 1)),
            Map.entry("aeron", AeronOneWay::new),
            Map.entry("jctools", JctoolsOneWay::new),
            Map.entry("abq", BlockingQueueOneWay::array),
            Map.entry("ltq", BlockingQueueOneWay::transfer),
            Map.entry("executor", agents -> new ExecutorTasks(Chain.end(agents))),
            Map.entry("pekko", agents -> new PekkoTell(Chain.end(agents))),
            Map.entry("vertx", agents -> new VertxSend(Chain.end(agents))));

    private static final Map<Workload, Map<String, IntFunction<PeerSystem>>> SYSTEMS = new EnumMap<>(Map.of(
            Workload.ONE_WAY, oneWay(),
            Workload.ASK, asking(),
            Workload.FORWARD, chained(Workload.FORWARD),
            Workload.PIPELINE, chained(Workload.PIPELINE),
            Workload.RATE_100K, atRate(Workload.RATE_100K),
            Workload.RATE_1M, atRate(Workload.RATE_1M)));

    /** Of the systems that are named for one. */
    private static final Map<String, String> CODECS =
            Map.of("ringswarm-wire", "wire", "ringswarm-wire-template", "wire-template");

    private Peers() {}

    /**
     * What can be compared.
     *
     * @return names, sorted
     */
    public static List<String> names() {
        TreeSet<String> names = new TreeSet<>();
        SYSTEMS.values().forEach(systems -> names.addAll(systems.keySet()));
        return List.copyOf(names);
    }

    /**
     * What can do a workload.
     *
     * @param workload what is to be done
     * @return names, sorted
     */
    public static List<String> names(Workload workload) {
        return List.copyOf(SYSTEMS.get(workload).keySet());
    }

    /**
     * How a system writes the bodies of its messages.
     *
     * @param name one of {@link #names()}
     * @return a codec's name, as load tests know it
     */
    public static String codec(String name) {
        return CODECS.getOrDefault(name, FIXED);
    }

    /**
     * Measures one system, in this process.
     *
     * @param workload what it is to do
     * @param name one of {@link #names(Workload)}
     * @param agents how many receive
     * @param warmupNs not measured, ns; up to twice as long while the JVM still compiles
     * @param measureNs measured, ns
     * @return the sample
     * @throws IllegalArgumentException when there is no such system, or it cannot do this
     * @throws RuntimeException when it fails, or an agent did not get each of its messages once and in order
     */
    public static Sample measure(Workload workload, String name, int agents, long warmupNs, long measureNs) {
        PeerSystem system = make(workload, name, agents);
        Sample sample;
        try (system) {
            sample = new SystemRun(system, workload.perSecond() > 0).measure(warmupNs, measureNs);
        }
        if (system.outOfPlace() > 0) {
            throw new SystemFailedException(
                    "outOfPlace=" + system.outOfPlace() + " (expected: 0, each message once and in order)");
        }
        return sample;
    }

    /** A system that is ready to be sent to. */
    static PeerSystem make(Workload workload, String name, int agents) {
        IntFunction<PeerSystem> maker = SYSTEMS.get(workload).get(name);
        if (maker == null) {
            throw new IllegalArgumentException(
                    "system=" + name + " (expected: one of " + names(workload) + " for " + workload.label() + ")");
        }
        return maker.apply(agents);
    }

    private static Map<String, IntFunction<PeerSystem>> oneWay() {
        Map<String, IntFunction<PeerSystem>> systems = new TreeMap<>();
        SENDING.forEach((name, maker) -> systems.put(name, maker::apply));
        systems.put("agrona", AgronaOneWay::new);
        return systems;
    }

    private static Map<String, IntFunction<PeerSystem>> atRate(Workload workload) {
        Map<String, IntFunction<PeerSystem>> systems = new TreeMap<>();
        SENDING.forEach(
                (name, maker) -> systems.put(name, agents -> new AtRate(maker.apply(agents), workload.perSecond())));
        return systems;
    }

    private static Map<String, IntFunction<PeerSystem>> asking() {
        return new TreeMap<>(Map.of(
                "ringswarm-fixed", RingswarmAsk::new,
                "pekko", PekkoAsk::new,
                "vertx", VertxAsk::new));
    }

    private static Map<String, IntFunction<PeerSystem>> chained(Workload workload) {
        return new TreeMap<>(Map.of(
                "ringswarm-fixed", agents -> new RingswarmChain(Chain.of(workload, agents)),
                "executor", agents -> new ExecutorTasks(Chain.of(workload, agents)),
                "pekko", agents -> new PekkoTell(Chain.of(workload, agents)),
                "vertx", agents -> new VertxSend(Chain.of(workload, agents))));
    }

    private static <T> PacedSystem staged(int agents, Content<T> content) {
        return new RingswarmOneWay<>(agents, PeerSystem.RUN, content);
    }
}
