package io.ringswarm.engine.router;

import io.ringswarm.engine.AgentRef;

/** What waits for agents. Any thread; hints while the shards run. */
public interface Loads {
    /**
     * What waits in a shard's queues, for any of its agents.
     *
     * @param shard 0 and up
     * @return messages
     */
    int ofShard(int shard);

    /**
     * What waits for an agent alone.
     *
     * @param agent of this engine
     * @return messages in the stash
     */
    int ofAgent(AgentRef agent);
}
