package io.ringswarm.engine.delivery;

import io.ringswarm.engine.Agent;
import io.ringswarm.engine.AgentEnd;
import io.ringswarm.engine.AgentOptions;
import io.ringswarm.engine.AgentRef;
import io.ringswarm.engine.Topic;
import io.ringswarm.engine.agent.Subscribers;
import java.util.function.Supplier;

/** The agents of the whole engine, as its shards need them. Any thread. */
public interface AgentRegistry {
    /**
     * Spawns an agent.
     *
     * @param name its full name
     * @param parent who spawns it
     * @param shard where, unless the options say
     * @param options how
     * @param factory makes it
     * @return its reference
     */
    AgentRef spawn(String name, AgentRef parent, int shard, AgentOptions options, Supplier<? extends Agent> factory);

    /**
     * Ends an agent: nobody can send to it any more, and its shard will tell it. Does nothing when it has ended.
     *
     * @param end whose, and how
     * @throws IllegalArgumentException when it belongs to another engine
     */
    void end(AgentEnd end);

    /**
     * Notes a failure that nobody supervises.
     *
     * @param end of the agent that failed
     */
    void unsupervised(AgentEnd end);

    /**
     * Checks whose an agent is.
     *
     * @param agent perhaps of this engine
     * @return the agent
     * @throws IllegalArgumentException when it belongs to another engine, or is a router
     */
    AgentRef requireAgent(AgentRef agent);

    /**
     * Who has subscribed to a topic.
     *
     * @param topic its number, 1 and up
     * @return the subscribers
     */
    Subscribers subscribers(int topic);

    /**
     * Lets an agent get what is published to a topic.
     *
     * @param topic of this engine
     * @param agent of this engine
     * @return false when it gets it already, or has ended
     * @throws IllegalArgumentException when one belongs to another engine
     */
    boolean subscribe(Topic topic, AgentRef agent);

    /**
     * Lets an agent get it no longer.
     *
     * @param topic of this engine
     * @param agent of this engine
     * @return false when it did not get it
     * @throws IllegalArgumentException when one belongs to another engine
     */
    boolean unsubscribe(Topic topic, AgentRef agent);
}
