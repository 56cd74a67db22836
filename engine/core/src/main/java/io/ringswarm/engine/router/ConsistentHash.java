package io.ringswarm.engine.router;

import io.ringswarm.engine.AgentRef;
import io.ringswarm.engine.agent.AgentAddress;

/** The agent that a key's hash lies before on the ring, or the next round for which no more than the bound waits. */
final class ConsistentHash implements Choice {
    /** An agent for which no more waits is never passed over. */
    private static final int SLACK = 32;

    private final Loads loads;
    private final double bound;

    ConsistentHash(Loads loads, double bound) {
        this.loads = loads;
        this.bound = bound;
    }

    @Override
    public AgentRef choose(Members members, long key) {
        HashRing ring = members.ring();
        int point = ring.find(key);
        double limit = 0;
        for (int i = 0; i < ring.points(); i++) {
            AgentRef owner = ring.owner(point, i);
            long load = loadOf(owner);
            if (load > SLACK && limit == 0) {
                limit = Math.max(SLACK, bound * mean(members));
            }
            if (owner.isOpen() && (load <= SLACK || load <= limit)) {
                return owner;
            }
        }
        return ring.owner(point, 0);
    }

    private double mean(Members members) {
        long total = 0;
        for (int i = 0; i < members.size(); i++) {
            total += loadOf(members.at(i));
        }
        return (double) total / members.size();
    }

    private long loadOf(AgentRef agent) {
        return (long) loads.ofShard(AgentAddress.shard(agent.address())) + loads.ofAgent(agent);
    }
}
