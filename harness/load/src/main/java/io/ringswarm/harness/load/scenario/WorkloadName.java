package io.ringswarm.harness.load.scenario;

import java.util.Arrays;
import java.util.stream.Collectors;

/** The kinds of load that a scenario may choose. */
public enum WorkloadName {
    /** Messages from producers to agents. */
    ONE_WAY("one-way", 1),
    /** Three stages of agents. */
    PIPELINE("pipeline", 3),
    /** Producers ask, agents answer. */
    ASK("ask", 1),
    /** Agents send on to each other, in circles. */
    FEEDBACK("feedback", 1);

    private final String text;
    private final int leastAgents;

    WorkloadName(String text, int leastAgents) {
        this.text = text;
        this.leastAgents = leastAgents;
    }

    /** How many agents it takes. */
    int leastAgents() {
        return leastAgents;
    }

    /** The name as written. */
    public String text() {
        return text;
    }

    /** All names. */
    static String names() {
        return Arrays.stream(values()).map(WorkloadName::text).collect(Collectors.joining(", "));
    }
}
