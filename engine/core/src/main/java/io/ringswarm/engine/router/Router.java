package io.ringswarm.engine.router;

import io.ringswarm.engine.AgentRef;
import io.ringswarm.engine.Routing;
import io.ringswarm.engine.Topic;

/** What a router's reference leads to. Any thread. */
public final class Router {
    private final Choice choice;
    private final Topic all;
    private volatile Members members = Members.NONE;

    private Router(Choice choice, Topic all) {
        this.choice = choice;
        this.all = all;
    }

    /**
     * A router that chooses one agent for each message; it has none yet.
     *
     * @param routing how; not to all
     * @param loads the engine's
     * @return the router
     */
    public static Router toOne(Routing routing, Loads loads) {
        return new Router(
                switch (routing.kind()) {
                    case ROUND_ROBIN -> new RoundRobin();
                    case LEAST_LOADED -> new LeastLoaded(loads);
                    case CONSISTENT_HASH -> new ConsistentHash(loads, routing.bound());
                    case BROADCAST -> throw new IllegalArgumentException("routing=" + routing);
                },
                null);
    }

    /**
     * A router that sends each message to all its agents; it has none yet.
     *
     * @param topic what they subscribe to
     * @return the router
     */
    public static Router toAll(Topic topic) {
        return new Router(null, topic);
    }

    /**
     * What messages to all are published to.
     *
     * @return the topic; null when the router chooses one agent
     */
    public Topic all() {
        return all;
    }

    /**
     * Chooses who gets a message.
     *
     * @param key what the sender gave for it
     * @return one of its agents; null when it has none
     */
    public AgentRef choose(long key) {
        if (choice == null) {
            throw new IllegalArgumentException(
                    "a router to all agents was asked, or staged for (expected: one that chooses an agent)");
        }
        Members now = members;
        return now.size() == 0 ? null : choice.choose(now, key);
    }

    /**
     * Adds an agent.
     *
     * @param agent of the same engine
     * @return false when it was there
     */
    public synchronized boolean join(AgentRef agent) {
        if (members.contains(agent)) {
            return false;
        }
        members = members.with(agent);
        return true;
    }

    /**
     * Removes an agent.
     *
     * @param agent perhaps one of its
     * @return false when it was not there
     */
    public synchronized boolean leave(AgentRef agent) {
        if (!members.contains(agent)) {
            return false;
        }
        members = members.without(agent);
        return true;
    }
}
