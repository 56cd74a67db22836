package io.ringswarm.harness.load.scenario;

import java.util.Arrays;
import java.util.List;
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
    POISON("poison", 1),
    /** Producers publish to a topic that all agents have subscribed to. */
    FAN_OUT("fan-out", 1),
    /** Agents are spawned, get a message each, and are stopped, again and again. */
    SPAWN("spawn", 1),
    /** Tasks for workers, round by round. */
    WORK("work", 1),
    /** What the user has written: the class is named instead. */
    CUSTOM("custom", 1);

    /** To subscribe one copies the list of those before it. */
    private static final int MOST_SUBSCRIBERS = 10_000;

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

    /** Whether it repeats cycles of its own: there is no rate, and one thread does it. */
    public boolean isCycles() {
        return this == SPAWN || this == WORK;
    }

    /** What it measures beside latency. */
    public List<FigureName> figures() {
        return switch (this) {
            case SPAWN -> SpawnFigures.all();
            case WORK ->
                List.of(
                        new FigureName(WorkFigures.EFFICIENCY, FigureName.Kind.RATIO),
                        new FigureName(WorkFigures.STARTS_PER_SECOND, FigureName.Kind.RATE),
                        new FigureName(WorkFigures.MISSED_HITS, FigureName.Kind.COUNT),
                        new FigureName(WorkFigures.STALE_HITS, FigureName.Kind.COUNT));
            default -> List.of();
        };
    }

    /** Whether its messages are the harness's own, of a codec and a length that the scenario says. */
    public boolean hasBodies() {
        return this != CUSTOM && this != WORK;
    }

    /** How many agents a message goes to, of so many. */
    int receivers(int agents) {
        return this == FAN_OUT ? agents : 1;
    }

    /** How many agents it can take, of so many that the harness can. */
    int mostAgents(int most) {
        return this == FAN_OUT ? Math.min(MOST_SUBSCRIBERS, most) : most;
    }

    /** How many agents it takes. */
    int leastAgents() {
        return leastAgents;
    }

    /** The name as written. */
    public String text() {
        return text;
    }

    /** Those that are chosen by name. */
    static WorkloadName[] builtIn() {
        return Arrays.stream(values()).filter(name -> name != CUSTOM).toArray(WorkloadName[]::new);
    }

    /** All names that may be chosen. */
    static String names() {
        return Arrays.stream(builtIn()).map(WorkloadName::text).collect(Collectors.joining(", "));
    }
}
