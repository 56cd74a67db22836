package io.ringswarm.harness.peers;

/**
 * The agents that messages go through: so many stages, each as wide as the others. Agents are numbered stage by stage;
 * message i goes to the agent i modulo the width of each stage. One stage is a message to an agent and no more.
 *
 * @param count stages, 1 and up
 * @param width agents of each stage, 1 and up
 */
record Stages(int count, int width) {
    /** So many agents shared out evenly; those that do not come out even are not made. */
    static Stages of(int count, int agents) {
        return new Stages(count, Math.max(1, agents / count));
    }

    /** How many agents there are. */
    int agents() {
        return count * width;
    }

    /** The stage of an agent, from 0. */
    int stageOf(int agent) {
        return agent / width;
    }

    /** Whether an agent is the last that a message comes to. */
    boolean isLast(int agent) {
        return agent + width >= agents();
    }

    /** The agent that one sends on to, of those that are not the last. */
    int after(int agent) {
        return agent + width;
    }

    /** Tallies for all agents. */
    Tally[] tallies() {
        Tally[] tallies = new Tally[agents()];
        for (int agent = 0; agent < tallies.length; agent++) {
            tallies[agent] = new Tally(agent % width, width);
        }
        return tallies;
    }
}
