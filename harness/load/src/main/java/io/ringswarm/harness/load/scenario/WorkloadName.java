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
    FEEDBACK("feedback", 1),
    /** Ten times what agents can take. */
    OVERLOAD("overload", 1, true),
    /** Four lanes, all they can take. */
    PRIORITY("priority", 1, true),
    /** Messages to agents that throw on one in a hundred. */
    POISON("poison", 1);

    private final String text;
    private final int leastAgents;
    private final boolean lanes;

    WorkloadName(String text, int leastAgents) {
        this(text, leastAgents, false);
    }

    WorkloadName(String text, int leastAgents, boolean lanes) {
        this.text = text;
        this.leastAgents = leastAgents;
        this.lanes = lanes;
    }

    /** Whether it fills several lanes and tells them apart. */
    public boolean hasLanes() {
        return lanes;
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
