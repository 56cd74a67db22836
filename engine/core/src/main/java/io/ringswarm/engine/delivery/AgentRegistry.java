package io.ringswarm.engine.delivery;

import io.ringswarm.engine.Agent;
import io.ringswarm.engine.AgentEnd;
import io.ringswarm.engine.AgentOptions;
import io.ringswarm.engine.AgentRef;
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
     * @throws IllegalArgumentException when it belongs to another engine
     */
    AgentRef requireOurs(AgentRef agent);
}
