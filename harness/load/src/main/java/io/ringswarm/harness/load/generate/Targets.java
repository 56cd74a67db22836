package io.ringswarm.harness.load.generate;

import io.ringswarm.codecs.BodyCodec;
import io.ringswarm.engine.AgentRef;
import io.ringswarm.harness.load.workload.LoadMessage;
import java.util.List;

/**
 * Whom generators send to, and how. Agent n lives on shard n modulo the shards.
 *
 * @param agents by number
 * @param shards of the engine
 * @param codec of the bodies
 * @param payloadBytes of each body
 */
public record Targets(List<AgentRef> agents, int shards, BodyCodec<LoadMessage> codec, int payloadBytes) {
    /** Copies the list. */
    public Targets {
        agents = List.copyOf(agents);
    }
}
