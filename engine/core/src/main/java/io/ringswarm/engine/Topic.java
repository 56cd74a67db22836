package io.ringswarm.engine;

import io.ringswarm.engine.agent.Subscribers;
import io.ringswarm.engine.lifecycle.Lifecycle;

/** Something that agents subscribe to and anybody publishes to. May be shared by any threads. */
public final class Topic {
    private final String name;
    private final Subscribers subscribers;
    private final Lifecycle engine;

    Topic(String name, Subscribers subscribers, Lifecycle engine) {
        this.name = name;
        this.subscribers = subscribers;
        this.engine = engine;
    }

    /**
     * The topic's name.
     *
     * @return unique in its engine
     */
    public String name() {
        return name;
    }

    /**
     * Who gets what is published, for the engine's own use.
     *
     * @param sendersEngine the engine that is to send
     * @return the subscribers
     * @throws IllegalArgumentException when that is another engine
     */
    public Subscribers subscribers(Lifecycle sendersEngine) {
        if (engine != sendersEngine) {
            throw new IllegalArgumentException("topic=" + this + " (expected: a topic of this engine)");
        }
        return subscribers;
    }

    /** The addresses of the subscribers on a shard. */
    long[] subscribers(int shard) {
        return subscribers.of(shard);
    }

    @Override
    public String toString() {
        return "Topic[" + name + "]";
    }
}
