package io.ringswarm.harness.load.kind;

import io.ringswarm.engine.Agent;

/** Puts another agent in front of each one of a load, which sees what comes before the load's own does. */
@FunctionalInterface
public interface Guise {
    /**
     * What the engine is to see.
     *
     * @param number of the agent, from 0
     * @param agent the load's own
     * @return an agent that passes every message on
     */
    Agent over(int number, Agent agent);
}
