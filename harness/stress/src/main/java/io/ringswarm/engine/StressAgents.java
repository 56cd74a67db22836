package io.ringswarm.engine;

import io.ringswarm.engine.agent.AgentSpec;
import io.ringswarm.engine.agent.AgentTable;
import io.ringswarm.engine.lifecycle.Lifecycle;
import io.ringswarm.harness.stress.LoneShard;
import java.util.List;

/** Agents and senders without an engine. */
final class StressAgents {
    private StressAgents() {}

    /** An empty table, the first shard's. */
    static AgentTable table() {
        return new AgentTable(0);
    }

    static AgentRef add(AgentTable table, Lifecycle lifecycle, Agent agent) {
        AgentSpec spec = new AgentSpec(null, Supervision.always(Directive.RESUME), null, false, false, false);
        return table.add(agent, spec, 0, address -> new AgentRef("agent", address, lifecycle))
                .self();
    }

    /** A sender that fails at once when there is no room. */
    static Sender sender(LoneShard lone) {
        return new Sender(
                lone.config(),
                List.of(lone.shard()),
                lone.lifecycle(),
                lone.senders(),
                lone.asks(),
                RoomWait.NONE,
                lone.config().idleStrategy());
    }
}
