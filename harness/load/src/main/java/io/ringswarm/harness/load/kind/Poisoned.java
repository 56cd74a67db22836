package io.ringswarm.harness.load.kind;

import io.ringswarm.codecs.BodyCodec;
import io.ringswarm.engine.Agent;
import io.ringswarm.engine.AgentRef;
import io.ringswarm.engine.Engine;
import io.ringswarm.engine.EngineContext;
import io.ringswarm.engine.metrics.EngineCounters;
import io.ringswarm.harness.load.generate.Generator;
import io.ringswarm.harness.load.generate.Producer;
import io.ringswarm.harness.load.generate.Targets;
import io.ringswarm.harness.load.scenario.ScenarioConfig;
import io.ringswarm.harness.load.workload.Inbox;
import io.ringswarm.harness.load.workload.LoadCodecs;
import io.ringswarm.harness.load.workload.LoadMessage;
import io.ringswarm.harness.load.workload.PoisonedAgent;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** Messages from producers to agents that throw on one in a hundred of them. */
final class Poisoned implements Workload {
    /** An agent throws on each of its messages whose number, from 1, is a multiple of this. */
    static final int EVERY = 100;

    private final ScenarioConfig config;
    private final BodyCodec<LoadMessage> codec;
    private final UnaryOperator<Agent> guise;
    private final List<PoisonedAgent> agents = new ArrayList<>();
    private final List<AgentRef> refs = new ArrayList<>();

    Poisoned(ScenarioConfig config) {
        this(config, UnaryOperator.identity());
    }

    /** For tests: {@code guise} may put another agent in front of each. */
    Poisoned(ScenarioConfig config, UnaryOperator<Agent> guise) {
        this.config = config;
        this.guise = guise;
        codec = LoadCodecs.of(config.codec(), config.payloadBytes());
    }

    /** What throws is counted by the agents, so nobody needs to log it. */
    @Override
    public void prepare(EngineContext context) {
        context.deadLetterListener((message, reason, cause) -> {});
    }

    @Override
    public void populate(Engine engine) {
        for (int i = 0; i < config.agents(); i++) {
            PoisonedAgent agent =
                    new PoisonedAgent(i, config.producers(), codec, config.payloadBytes(), config.workNs(), EVERY);
            agents.add(agent);
            refs.add(engine.spawn("agent-" + i, i % config.shards(), () -> guise.apply(agent)));
        }
    }

    @Override
    public Producer producer(int number, Engine engine) {
        Targets targets = new Targets(refs, codec, config.payloadBytes());
        return new Generator(number, config.producers(), engine, targets, config.batch());
    }

    @Override
    public Flow flow(EngineCounters counters) {
        return new Flow(counters.created(), counters.handled() + counters.deadTotal());
    }

    @Override
    public Seen seen() {
        List<Inbox> inboxes = agents.stream().map(PoisonedAgent::inbox).toList();
        long handled = inboxes.stream().mapToLong(Inbox::handled).sum();
        Arrivals arrivals = Arrivals.of(inboxes.stream().map(Inbox::check).toList());
        return new Seen(0, 0, 0, handled, handled, null, null, arrivals, null)
                .withThrown(agents.stream().mapToLong(PoisonedAgent::thrown).sum());
    }
}
