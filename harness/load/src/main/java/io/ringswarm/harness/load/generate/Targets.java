package io.ringswarm.harness.load.generate;

import io.ringswarm.codecs.BodyCodec;
import io.ringswarm.engine.AgentRef;
import io.ringswarm.harness.load.workload.LoadMessage;
import java.util.List;

/**
 * Whom generators send to, and how.
 *
 * @param agents by number
 * @param codec of the bodies
 * @param payloadBytes of each body
 */
public record Targets(List<AgentRef> agents, BodyCodec<LoadMessage> codec, int payloadBytes) {
    /** Copies the list. */
    public Targets {
        agents = List.copyOf(agents);
    }
}
