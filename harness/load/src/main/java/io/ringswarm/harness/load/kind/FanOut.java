package io.ringswarm.harness.load.kind;

import io.ringswarm.codecs.BodyCodec;
import io.ringswarm.engine.Agent;
import io.ringswarm.engine.AgentRef;
import io.ringswarm.engine.Engine;
import io.ringswarm.engine.Topic;
import io.ringswarm.engine.metrics.EngineCounters;
import io.ringswarm.harness.load.generate.Producer;
import io.ringswarm.harness.load.generate.Publisher;
import io.ringswarm.harness.load.scenario.ScenarioConfig;
import io.ringswarm.harness.load.workload.Inbox;
import io.ringswarm.harness.load.workload.LoadAgent;
import io.ringswarm.harness.load.workload.LoadCodecs;
import io.ringswarm.harness.load.workload.LoadMessage;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Producers publish to one topic that all agents have subscribed to. Each delivery to an agent counts as a message, so a
 * publication is as many messages as there are agents; the copy that takes it to a shard is none.
 */
final class FanOut implements Workload {
    private static final String TOPIC = "load";

    private final ScenarioConfig config;
    private final BodyCodec<LoadMessage> codec;
    private final UnaryOperator<Agent> guise;
    private final List<Inbox> inboxes = new ArrayList<>();
    private final List<Publisher> publishers = new ArrayList<>();

    FanOut(ScenarioConfig config) {
        this(config, UnaryOperator.identity());
    }

    /** For tests: {@code guise} may put another agent in front of each. */
    FanOut(ScenarioConfig config, UnaryOperator<Agent> guise) {
        this.config = config;
        this.guise = guise;
        codec = LoadCodecs.of(config.codec(), config.payloadBytes());
    }

    @Override
    public void populate(Engine engine) {
        Topic topic = engine.topic(TOPIC);
        for (int i = 0; i < config.agents(); i++) {
            LoadAgent agent =
                    new LoadAgent(Publisher.TO_ALL, config.producers(), codec, config.payloadBytes(), config.workNs());
            inboxes.add(agent.inbox());
            AgentRef ref = engine.spawn("agent-" + i, i % config.shards(), () -> guise.apply(agent));
            if (!engine.subscribe(topic, ref)) {
                throw new IllegalStateException("agent=" + ref + " (expected: one that can subscribe)");
            }
        }
    }

    @Override
    public Producer producer(int number, Engine engine) {
        Publisher publisher = new Publisher(
                number, config.producers(), engine, engine.topic(TOPIC), codec, config.payloadBytes(), config.batch());
        publishers.add(publisher);
        return publisher;
    }

    @Override
    public int messagesPerSend() {
        return config.agents();
    }

    @Override
    public Flow flow(EngineCounters counters) {
        long published = publishers.stream().mapToLong(Publisher::published).sum();
        return new Flow(published * messagesPerSend(), handled());
    }

    @Override
    public Seen seen() {
        long taken = inboxes.stream().mapToLong(Inbox::taken).sum();
        long published = publishers.stream().mapToLong(Publisher::published).sum();
        Arrivals arrivals = Arrivals.of(inboxes.stream().map(Inbox::check).toList());
        return new Seen(0, 0, 0, handled(), handled(), null, taken, arrivals, null)
                .withAsides(published * Math.min(config.shards(), config.agents()));
    }

    private long handled() {
        return inboxes.stream().mapToLong(Inbox::handled).sum();
    }
}
