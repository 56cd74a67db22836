package io.ringswarm.harness.load.kind;

import io.ringswarm.codecs.BodyCodec;
import io.ringswarm.engine.Agent;
import io.ringswarm.engine.AgentRef;
import io.ringswarm.engine.Engine;
import io.ringswarm.engine.EngineContext;
import io.ringswarm.engine.metrics.EngineCounters;
import io.ringswarm.harness.load.generate.Asker;
import io.ringswarm.harness.load.generate.OpenAsks;
import io.ringswarm.harness.load.generate.Producer;
import io.ringswarm.harness.load.generate.Targets;
import io.ringswarm.harness.load.scenario.ScenarioConfig;
import io.ringswarm.harness.load.workload.AnswerAgent;
import io.ringswarm.harness.load.workload.ArrivalCheck;
import io.ringswarm.harness.load.workload.Inbox;
import io.ringswarm.harness.load.workload.LoadCodecs;
import io.ringswarm.harness.load.workload.LoadMessage;
import io.ringswarm.harness.load.workload.SampleRecorder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Producers ask, agents answer. A message counts as one from the question to the answer's arrival, where its response
 * ends, too.
 */
final class RequestReply implements Workload {
    private final ScenarioConfig config;
    private final UnaryOperator<Agent> guise;
    private final BodyCodec<LoadMessage> codec;
    private final List<AnswerAgent> agents = new ArrayList<>();
    private final List<AgentRef> refs = new ArrayList<>();
    private final List<OpenAsks> asks = new ArrayList<>();

    RequestReply(ScenarioConfig config) {
        this(config, UnaryOperator.identity());
    }

    /** For tests: {@code guise} may put another agent in front of each. */
    RequestReply(ScenarioConfig config, UnaryOperator<Agent> guise) {
        this.config = config;
        this.guise = guise;
        codec = LoadCodecs.of(config.codec(), config.payloadBytes());
    }

    @Override
    public void prepare(EngineContext context) {
        AskRoom.make(context, config.producers());
    }

    @Override
    public void populate(Engine engine) {
        for (int i = 0; i < config.agents(); i++) {
            Inbox inbox = new Inbox(i, config.producers(), codec, config.payloadBytes(), config.workNs());
            AnswerAgent agent = new AnswerAgent(inbox, codec);
            agents.add(agent);
            refs.add(engine.spawn("agent-" + i, i % config.shards(), () -> guise.apply(agent)));
        }
    }

    @Override
    public Producer producer(int number, Engine engine) {
        Targets targets = new Targets(refs, codec, config.payloadBytes());
        Duration timeout = Duration.ofNanos(config.workload().askTimeoutNs());
        Asker asker = new Asker(number, config.producers(), engine, targets, config.batch(), timeout);
        asks.add(asker.asks());
        return asker;
    }

    @Override
    public Flow flow(EngineCounters counters) {
        AsksSeen seen = asksSeen();
        return new Flow(seen.started(), seen.answered());
    }

    @Override
    public Seen seen() {
        AsksSeen seen = asksSeen();
        long handled =
                agents.stream().mapToLong(agent -> agent.inbox().handled()).sum();
        List<ArrivalCheck> checks = new ArrayList<>();
        agents.forEach(agent -> checks.add(agent.inbox().check()));
        asks.forEach(each -> checks.add(each.check()));
        return new Seen(
                seen.given(),
                0,
                0,
                handled + seen.answered(),
                seen.answered(),
                seen.expired() + seen.timedOut(),
                seen.ended(),
                Arrivals.of(checks),
                seen);
    }

    @Override
    public List<SampleRecorder> responses() {
        return asks.stream().map(OpenAsks::ends).toList();
    }

    private AsksSeen asksSeen() {
        return AsksSeen.of(agents.stream().mapToLong(AnswerAgent::given).sum(), asks);
    }
}
