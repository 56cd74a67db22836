package io.ringswarm.harness.load.workload;

import io.ringswarm.engine.Agent;
import io.ringswarm.engine.AgentContext;
import io.ringswarm.engine.Message;

/** Answers the roll call, and has nothing of its own: what it takes of the heap is the engine's. Allocates nothing. */
public final class SpawnedAgent implements Agent {
    private final RollCall roll;

    /**
     * An agent.
     *
     * @param roll that it answers
     */
    public SpawnedAgent(RollCall roll) {
        this.roll = roll;
    }

    @Override
    public void onMessage(Message message, AgentContext self) {
        roll.handle(message, self);
    }

    @Override
    public void onStop(AgentContext self) {
        roll.end(self);
    }
}
