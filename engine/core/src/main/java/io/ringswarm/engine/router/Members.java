package io.ringswarm.engine.router;

import io.ringswarm.engine.AgentRef;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.Stream;

/** The agents of a router at one time, those of one shard side by side, and where they lie on the ring of hashes. Immutable. */
final class Members {
    static final Members NONE = new Members(new AgentRef[0]);

    private static final Comparator<AgentRef> BY_SHARD = Comparator.comparingLong(AgentRef::address);

    private final AgentRef[] agents;
    private volatile HashRing ring;

    private Members(AgentRef[] agents) {
        this.agents = agents;
    }

    Members with(AgentRef agent) {
        return new Members(Stream.concat(Arrays.stream(agents), Stream.of(agent))
                .sorted(BY_SHARD)
                .toArray(AgentRef[]::new));
    }

    Members without(AgentRef agent) {
        return new Members(Arrays.stream(agents).filter(other -> other != agent).toArray(AgentRef[]::new));
    }

    boolean contains(AgentRef agent) {
        return Arrays.asList(agents).contains(agent);
    }

    int size() {
        return agents.length;
    }

    /** Any number counts: they come again and again in a circle. */
    AgentRef at(int number) {
        return agents[Math.floorMod(number, agents.length)];
    }

    /** Made when first asked for, as few routers need it; perhaps by several threads, with the same result. */
    HashRing ring() {
        HashRing made = ring;
        if (made == null) {
            made = new HashRing(agents);
            ring = made;
        }
        return made;
    }
}
