package io.ringswarm.harness.load.scenario;

import java.util.ArrayList;
import java.util.List;

/** The figures of the load that spawns agents: three times for each number of agents, and what an agent takes. */
public final class SpawnFigures {
    /** The heap that each of all the agents takes. */
    public static final String BYTES_PER_AGENT = "bytesPerAgent";

    /** How many agents are spawned at once, as figures are called, in the order in which they are: all are the scenario's. */
    public static final List<String> ROUNDS = List.of("1", "8", "100", "All");

    private SpawnFigures() {}

    /**
     * From the call that spawns to its return.
     *
     * @param round of which agents
     * @return the figure's name
     */
    public static String spawn(String round) {
        return "spawn" + round;
    }

    /**
     * From there until each agent has handled its first message.
     *
     * @param round of which agents
     * @return the figure's name
     */
    public static String ready(String round) {
        return "ready" + round;
    }

    /**
     * From the first agent's being stopped until each has been told that it ends.
     *
     * @param round of which agents
     * @return the figure's name
     */
    public static String stop(String round) {
        return "stop" + round;
    }

    static List<FigureName> all() {
        List<FigureName> all = new ArrayList<>();
        ROUNDS.forEach(round -> all.add(new FigureName(spawn(round), FigureName.Kind.TIME)));
        ROUNDS.forEach(round -> all.add(new FigureName(ready(round), FigureName.Kind.TIME)));
        ROUNDS.forEach(round -> all.add(new FigureName(stop(round), FigureName.Kind.TIME)));
        all.add(new FigureName(BYTES_PER_AGENT, FigureName.Kind.MEMORY));
        return List.copyOf(all);
    }
}
