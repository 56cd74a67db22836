package io.ringswarm.harness.load.kind;

import io.ringswarm.codecs.BodyCodec;
import io.ringswarm.engine.Agent;
import io.ringswarm.engine.AgentRef;
import io.ringswarm.engine.Engine;
import io.ringswarm.engine.metrics.EngineCounters;
import io.ringswarm.harness.load.generate.Generator;
import io.ringswarm.harness.load.generate.Producer;
import io.ringswarm.harness.load.generate.Targets;
import io.ringswarm.harness.load.scenario.ScenarioConfig;
import io.ringswarm.harness.load.workload.Inbox;
import io.ringswarm.harness.load.workload.LoadAgent;
import io.ringswarm.harness.load.workload.LoadCodecs;
import io.ringswarm.harness.load.workload.LoadMessage;
import java.util.ArrayList;
import java.util.List;

/** Messages from producers to agents, which handle them and send nothing. */
final class OneWay implements Workload {
    private final ScenarioConfig config;
    private final BodyCodec<LoadMessage> codec;
    private final Guise guise;
    private final List<Inbox> inboxes = new ArrayList<>();
    private final List<AgentRef> refs = new ArrayList<>();

    OneWay(ScenarioConfig config) {
        this(config, (number, agent) -> agent);
    }

    OneWay(ScenarioConfig config, Guise guise) {
        this.config = config;
        this.guise = guise;
        codec = LoadCodecs.of(config.codec(), config.payloadBytes());
    }

    @Override
    public void populate(Engine engine) {
        for (int i = 0; i < config.agents(); i++) {
            LoadAgent agent = new LoadAgent(i, config.producers(), codec, config.payloadBytes(), config.workNs());
            inboxes.add(agent.inbox());
            Agent shown = guise.over(i, agent);
            refs.add(engine.spawn("agent-" + i, i % config.shards(), () -> shown));
        }
    }

    @Override
    public Producer producer(int number, Engine engine) {
        Targets targets = new Targets(refs, codec, config.payloadBytes());
        return new Generator(number, config.producers(), engine, targets, config.batch());
    }

    @Override
    public Flow flow(EngineCounters counters) {
        return new Flow(counters.created(), counters.handled());
    }

    @Override
    public Seen seen() {
        long handled = inboxes.stream().mapToLong(Inbox::handled).sum();
        return new Seen(
                0,
                0,
                0,
                handled,
                handled,
                null,
                null,
                Arrivals.of(inboxes.stream().map(Inbox::check).toList()),
                null);
    }
}
