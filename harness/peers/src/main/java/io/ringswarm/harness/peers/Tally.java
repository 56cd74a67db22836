package io.ringswarm.harness.peers;

/**
 * What one agent has counted. Messages go to the agents in turn, so each agent knows which one comes next. Used by the
 * agent's thread; read once that thread has ended.
 */
final class Tally {
    private final int index;
    private final int agents;
    private long next;
    private long count;
    private long correlations;
    private long outOfPlace;

    /** The tally of the agent with an index below the number of agents. */
    Tally(int index, int agents) {
        this.index = index;
        this.agents = agents;
        next = index;
    }

    /** Whether it is this agent's, by its index. */
    boolean isOf(int target) {
        return target == index;
    }

    /** Counts a message. */
    void add(long correlation, long source, int template) {
        outOfPlace += correlation == next ? 0 : 1;
        next = correlation + agents;
        correlations += correlation + source + template;
        count++;
    }

    /** Counts faults of a message's body, 0 or more. */
    void fault(int faults) {
        outOfPlace += faults;
    }

    /** Messages that came twice, too early, after a gap, or with a wrong body. */
    long outOfPlace() {
        return outOfPlace;
    }
}
