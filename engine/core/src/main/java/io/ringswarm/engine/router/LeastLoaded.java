package io.ringswarm.engine.router;

import io.ringswarm.engine.AgentRef;
import io.ringswarm.engine.agent.AgentAddress;
import java.util.concurrent.atomic.AtomicInteger;

/** The agent for which the fewest messages wait; each time another one is looked at first, and wins against its equals. */
final class LeastLoaded implements Choice {
    private final Loads loads;
    private final AtomicInteger next = new AtomicInteger();

    LeastLoaded(Loads loads) {
        this.loads = loads;
    }

    @Override
    public AgentRef choose(Members members, long key) {
        int first = next.getAndIncrement();
        AgentRef least = null;
        long leastLoad = Long.MAX_VALUE;
        int shard = -1;
        long ofShard = 0;
        for (int i = 0; i < members.size(); i++) {
            AgentRef agent = members.at(first + i);
            if (agent.isOpen()) {
                if (AgentAddress.shard(agent.address()) != shard) {
                    shard = AgentAddress.shard(agent.address());
                    ofShard = loads.ofShard(shard);
                }
                long load = ofShard + loads.ofAgent(agent);
                if (load < leastLoad) {
                    least = agent;
                    leastLoad = load;
                }
            }
        }
        return least != null ? least : members.at(first);
    }
}
