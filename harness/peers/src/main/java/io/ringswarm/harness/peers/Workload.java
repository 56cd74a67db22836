package io.ringswarm.harness.peers;

import java.util.Arrays;
import java.util.List;

/** What systems are compared by: how messages of 64 bytes travel between agents, and which figures are divided. */
public enum Workload {
    /** One sender to all agents in turn, as fast as the system accepts. */
    ONE_WAY("one-way", "one sender, as fast as accepted", 1, 0, Metric.HANDLED_PER_SECOND),

    /**
     * One asker outside, one question at a time to all agents in turn. A message is a question that was answered, its
     * latency the round trip.
     */
    ASK("ask", "one asker, one question at a time; latency is the round trip", 1, 0, Metric.P50),

    /**
     * Chains of five agents of one kind on one thread: a message counts once when it has come to its chain's end, after
     * four hops from agent to agent. Latency is that of each delivery.
     */
    FORWARD(
            "forward",
            "through chains of 5 agents, counted at the end; latency of each hop",
            5,
            0,
            Metric.HANDLED_PER_SECOND),

    /**
     * Three stages of agents on one thread, each with work of its own: one stamps the body, the next adds to it, the last
     * checks it. A message counts once when the last stage has it. Latency is that of each delivery.
     */
    PIPELINE("pipeline", "through 3 stages, counted at the end; latency of each hop", 3, 0, Metric.HANDLED_PER_SECOND),

    /** One sender to all agents in turn, 100,000 messages a second; latency counts from when each was due. */
    RATE_100K("rate-100k", "one sender, 100,000 a second; latency from when due", 1, 100_000, Metric.P50, Metric.P99),

    /** As {@link #RATE_100K}, with a million messages a second. */
    RATE_1M("rate-1m", "one sender, 1,000,000 a second; latency from when due", 1, 1_000_000, Metric.P50, Metric.P99);

    private final String label;
    private final String what;
    private final int stages;
    private final int perSecond;
    private final List<Metric> metrics;

    Workload(String label, String what, int stages, int perSecond, Metric... metrics) {
        this.label = label;
        this.what = what;
        this.stages = stages;
        this.perSecond = perSecond;
        this.metrics = List.of(metrics);
    }

    /**
     * Finds a workload.
     *
     * @param label its name on the command line and in documents
     * @return the workload
     * @throws IllegalArgumentException when there is none
     */
    public static Workload of(String label) {
        return Arrays.stream(values())
                .filter(workload -> workload.label.equals(label))
                .findFirst()
                .orElseThrow(() ->
                        new IllegalArgumentException("workload=" + label + " (expected: one of " + labels() + ")"));
    }

    /**
     * All names.
     *
     * @return in the order of this type
     */
    public static List<String> labels() {
        return Arrays.stream(values()).map(Workload::label).toList();
    }

    /**
     * Its name.
     *
     * @return as on the command line and in documents
     */
    public String label() {
        return label;
    }

    /**
     * What is sent, and what its figures mean.
     *
     * @return words for a table
     */
    public String what() {
        return what;
    }

    /**
     * What is divided when two systems are compared.
     *
     * @return one or two figures
     */
    public List<Metric> metrics() {
        return metrics;
    }

    /** How many agents handle a message, one after the other. */
    int stages() {
        return stages;
    }

    /** Messages due a second, 0 when they are sent as fast as the system takes them. */
    int perSecond() {
        return perSecond;
    }
}
