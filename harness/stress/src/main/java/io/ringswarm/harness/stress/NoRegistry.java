package io.ringswarm.harness.stress;

import io.ringswarm.engine.Agent;
import io.ringswarm.engine.AgentEnd;
import io.ringswarm.engine.AgentOptions;
import io.ringswarm.engine.AgentRef;
import io.ringswarm.engine.Topic;
import io.ringswarm.engine.agent.Subscribers;
import io.ringswarm.engine.delivery.AgentRegistry;
import java.util.function.Supplier;

/** For a shard without an engine, whose agents neither spawn nor end others. */
final class NoRegistry implements AgentRegistry {
    @Override
    public AgentRef spawn(
            String name, AgentRef parent, int shard, AgentOptions options, Supplier<? extends Agent> factory) {
        throw new UnsupportedOperationException("spawn");
    }

    @Override
    public void end(AgentEnd end) {
        throw new UnsupportedOperationException("end");
    }

    @Override
    public void unsupervised(AgentEnd end) {
        throw new UnsupportedOperationException("unsupervised");
    }

    @Override
    public AgentRef requireAgent(AgentRef agent) {
        return agent;
    }

    @Override
    public Subscribers subscribers(int topic) {
        throw new UnsupportedOperationException("subscribers");
    }

    @Override
    public boolean subscribe(Topic topic, AgentRef agent) {
        throw new UnsupportedOperationException("subscribe");
    }

    @Override
    public boolean unsubscribe(Topic topic, AgentRef agent) {
        throw new UnsupportedOperationException("unsubscribe");
    }
}
