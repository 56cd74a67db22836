package io.ringswarm.engine;

import io.ringswarm.engine.agent.AgentAddress;
import io.ringswarm.engine.agent.AgentCell;
import io.ringswarm.engine.agent.Suspension;
import io.ringswarm.engine.delivery.Shard;
import io.ringswarm.engine.router.Loads;
import io.ringswarm.engine.router.Router;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The routers of an engine, and what waits for the agents that they choose among. Any thread. */
final class Routers implements Loads {
    private final List<Shard> shards;
    private final Topics topics;
    private final Set<Router> choosing = ConcurrentHashMap.newKeySet();

    Routers(List<Shard> shards, Topics topics) {
        this.shards = shards;
        this.topics = topics;
    }

    Router add(Routing routing) {
        if (routing.kind() == Routing.Kind.BROADCAST) {
            return Router.toAll(topics.nameless());
        }
        Router router = Router.toOne(routing, this);
        choosing.add(router);
        return router;
    }

    void remove(Router router) {
        choosing.remove(router);
    }

    /** Answers false when it is there already, or has ended. */
    boolean join(Router router, AgentRef agent) {
        if (router.all() != null) {
            return topics.subscribe(router.all(), agent);
        }
        boolean joined = router.join(agent);
        if (agent.isEnding()) {
            router.leave(agent);
            return false;
        }
        return joined;
    }

    boolean leave(Router router, AgentRef agent) {
        return router.all() != null ? topics.unsubscribe(router.all(), agent) : router.leave(agent);
    }

    /** The agent has ended, so it does not join again. */
    void forget(AgentRef agent) {
        choosing.forEach(router -> router.leave(agent));
    }

    /** The router that a reference leads to. */
    static Router of(AgentRef router) {
        Objects.requireNonNull(router, "router");
        if (router.router() == null) {
            throw new IllegalArgumentException("router=" + router + " (expected: a router)");
        }
        return router.router();
    }

    @Override
    public int ofShard(int shard) {
        return shards.get(shard).depth();
    }

    @Override
    public int ofAgent(AgentRef agent) {
        AgentCell cell =
                shards.get(AgentAddress.shard(agent.address())).agents().find(agent.address());
        Suspension suspension = cell == null ? null : cell.suspension();
        return suspension == null ? 0 : suspension.stashed().size();
    }
}
