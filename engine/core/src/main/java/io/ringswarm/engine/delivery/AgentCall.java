package io.ringswarm.engine.delivery;

import io.ringswarm.engine.Agent;
import io.ringswarm.engine.AgentContext;

/** A call of an agent that no message causes. */
@FunctionalInterface
interface AgentCall {
    void call(Agent agent, AgentContext self) throws Exception;
}
