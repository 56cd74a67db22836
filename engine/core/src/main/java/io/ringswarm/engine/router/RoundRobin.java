package io.ringswarm.engine.router;

import io.ringswarm.engine.AgentRef;
import java.util.concurrent.atomic.AtomicInteger;

/** One agent after the other. */
final class RoundRobin implements Choice {
    private final AtomicInteger next = new AtomicInteger();

    @Override
    public AgentRef choose(Members members, long key) {
        int first = next.getAndIncrement();
        for (int i = 0; i < members.size(); i++) {
            AgentRef agent = members.at(first + i);
            if (agent.isOpen()) {
                return agent;
            }
        }
        return members.at(first);
    }
}
