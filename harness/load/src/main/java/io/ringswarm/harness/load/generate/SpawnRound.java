package io.ringswarm.harness.load.generate;

import java.util.ArrayList;
import java.util.List;

/**
 * So many agents, spawned together once in each cycle, and what was measured of them since the last reset. Confined to the
 * spawner's thread while it is at work.
 */
public final class SpawnRound {
    private final String name;
    private final int agents;
    private final boolean weighed;
    private final List<Double> spawnNs = new ArrayList<>();
    private final List<Double> readyNs = new ArrayList<>();
    private final List<Double> stopNs = new ArrayList<>();
    private final List<Double> bytesPerAgent = new ArrayList<>();

    /**
     * A round that has not been measured.
     *
     * @param name as figures call it
     * @param agents how many; 1 and up
     * @param weighed whether to look what they take of the heap
     */
    public SpawnRound(String name, int agents, boolean weighed) {
        this.name = name;
        this.agents = agents;
        this.weighed = weighed;
    }

    /** As figures call it. */
    public String name() {
        return name;
    }

    int agents() {
        return agents;
    }

    /** Whether to look what its agents take of the heap. */
    public boolean isWeighed() {
        return weighed;
    }

    /** From the call that spawns to its return, cycle by cycle, in ns. */
    public List<Double> spawnNs() {
        return List.copyOf(spawnNs);
    }

    /** From there until each agent has handled a message, in ns. */
    public List<Double> readyNs() {
        return List.copyOf(readyNs);
    }

    /** From the first stop until each agent was told of its end, in ns. */
    public List<Double> stopNs() {
        return List.copyOf(stopNs);
    }

    /** What the heap has got more of with them, over their number; below 0 where others have given more back. */
    public List<Double> bytesPerAgent() {
        return List.copyOf(bytesPerAgent);
    }

    void spawned(long ns) {
        spawnNs.add((double) ns);
    }

    void ready(long ns) {
        readyNs.add((double) ns);
    }

    void stopped(long ns) {
        stopNs.add((double) ns);
    }

    void weighed(long bytes) {
        bytesPerAgent.add((double) bytes / agents);
    }

    void reset() {
        spawnNs.clear();
        readyNs.clear();
        stopNs.clear();
        bytesPerAgent.clear();
    }
}
