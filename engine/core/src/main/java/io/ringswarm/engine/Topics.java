package io.ringswarm.engine;

import io.ringswarm.engine.agent.Subscribers;
import io.ringswarm.engine.lifecycle.Lifecycle;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;

/** The topics of an engine, and who has subscribed to which. Any thread. */
final class Topics {
    private final Lifecycle lifecycle;
    private final int shards;
    private final Map<String, Topic> byName = new HashMap<>();
    private final List<Subscribers> byNumber = new CopyOnWriteArrayList<>();
    private final Map<AgentRef, Set<Topic>> ofAgents = new HashMap<>();

    Topics(Lifecycle lifecycle, int shards) {
        this.lifecycle = lifecycle;
        this.shards = shards;
    }

    synchronized Topic topic(String name) {
        if (name == null || name.isBlank()) {
            throw new IllegalArgumentException("name=" + name + " (expected: a text that is not blank)");
        }
        Topic known = byName.get(name);
        if (known == null) {
            known = add(name);
            byName.put(name, known);
        }
        return known;
    }

    /** A topic that nobody can find. */
    synchronized Topic nameless() {
        return add("");
    }

    /** The subscribers of the topic with a number, from 1. */
    Subscribers subscribers(int number) {
        return byNumber.get(number - 1);
    }

    private Topic add(String name) {
        Subscribers subscribers = new Subscribers(byNumber.size() + 1, shards);
        byNumber.add(subscribers);
        return new Topic(name, subscribers, lifecycle);
    }

    synchronized boolean subscribe(Topic topic, AgentRef agent) {
        Subscribers subscribers = topic.subscribers(lifecycle);
        if (agent.isEnding() || !subscribers.add(agent.address())) {
            return false;
        }
        ofAgents.computeIfAbsent(agent, any -> new HashSet<>()).add(topic);
        return true;
    }

    synchronized boolean unsubscribe(Topic topic, AgentRef agent) {
        boolean was = topic.subscribers(lifecycle).remove(agent.address());
        Set<Topic> topics = ofAgents.get(agent);
        if (topics != null && topics.remove(topic) && topics.isEmpty()) {
            ofAgents.remove(agent);
        }
        return was;
    }

    /** The agent has ended, so it admits nothing and is not added again. */
    synchronized void forget(AgentRef agent) {
        Set<Topic> topics = ofAgents.remove(agent);
        if (topics != null) {
            new ArrayList<>(topics)
                    .forEach(topic -> topic.subscribers(lifecycle).remove(agent.address()));
        }
    }
}
