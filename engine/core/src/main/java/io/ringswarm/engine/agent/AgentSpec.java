package io.ringswarm.engine.agent;

import io.ringswarm.engine.Agent;
import io.ringswarm.engine.AgentRef;
import io.ringswarm.engine.Supervision;
import java.util.function.Supplier;

/**
 * What stays the same over an agent's restarts.
 *
 * @param factory makes an instance
 * @param supervision what becomes of it when it throws
 * @param parent who has spawned it, or null
 * @param blocking whether its calls run off the shard
 * @param asksFirst whether places for asks are kept for it and its like
 * @param shedsNothing whether its messages are handled however long they have waited
 */
public record AgentSpec(
        Supplier<? extends Agent> factory,
        Supervision supervision,
        AgentRef parent,
        boolean blocking,
        boolean asksFirst,
        boolean shedsNothing) {}
