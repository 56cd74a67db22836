package io.ringswarm.engine.delivery;

import io.ringswarm.engine.agent.AgentCell;

/** A call of an agent that no message causes. */
@FunctionalInterface
interface AgentCall {
    void call(AgentCell cell) throws Exception;
}
