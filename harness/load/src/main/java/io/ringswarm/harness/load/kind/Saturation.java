package io.ringswarm.harness.load.kind;

import io.ringswarm.codecs.BodyCodec;
import io.ringswarm.engine.Agent;
import io.ringswarm.engine.AgentRef;
import io.ringswarm.engine.Engine;
import io.ringswarm.engine.EngineContext;
import io.ringswarm.engine.Priority;
import io.ringswarm.engine.metrics.EngineCounters;
import io.ringswarm.harness.load.generate.Mix;
import io.ringswarm.harness.load.generate.Offerer;
import io.ringswarm.harness.load.generate.OpenAsks;
import io.ringswarm.harness.load.generate.Producer;
import io.ringswarm.harness.load.generate.Targets;
import io.ringswarm.harness.load.scenario.ScenarioConfig;
import io.ringswarm.harness.load.workload.ArrivalCheck;
import io.ringswarm.harness.load.workload.Inbox;
import io.ringswarm.harness.load.workload.LaneAgent;
import io.ringswarm.harness.load.workload.LaneTimes;
import io.ringswarm.harness.load.workload.LoadCodecs;
import io.ringswarm.harness.load.workload.LoadMessage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Producers offer a mix of lanes, tells and asks, whether or not the engine has room: what it refuses is dropped. A message
 * counts as handled where its handler is done; answers are counted apart.
 */
final class Saturation implements Workload {
    private final ScenarioConfig config;
    private final Mix mix;
    private final UnaryOperator<Agent> guise;
    private final BodyCodec<LoadMessage> codec;
    private final boolean asks;
    private final List<LaneAgent> agents = new ArrayList<>();
    private final List<AgentRef> refs = new ArrayList<>();
    private final List<LaneTimes> shards = new ArrayList<>();
    private final List<Offerer> producers = new ArrayList<>();
    private final List<LaneBook> lanes;

    /** For tests {@code guise} may put another agent in front of each. */
    Saturation(ScenarioConfig config, Mix mix, UnaryOperator<Agent> guise) {
        this.config = config;
        this.mix = mix;
        this.guise = guise;
        codec = LoadCodecs.of(config.codec(), config.payloadBytes());
        asks = mix.strands().stream().anyMatch(Mix.Strand::ask);
        for (int shard = 0; shard < config.shards(); shard++) {
            shards.add(new LaneTimes());
        }
        lanes = Arrays.stream(Priority.values())
                .filter(priority -> mix.strands().stream().anyMatch(strand -> strand.priority() == priority))
                .map(priority -> new LaneBook(priority, mix, shards, producers))
                .toList();
    }

    /** All four lanes, the higher the rarer. */
    static Saturation ofPriorities(ScenarioConfig config) {
        return ofPriorities(config, UnaryOperator.identity());
    }

    static Saturation ofPriorities(ScenarioConfig config, UnaryOperator<Agent> guise) {
        Mix mix = new Mix(List.of(
                new Mix.Strand(Priority.CRITICAL, false, 2),
                new Mix.Strand(Priority.HIGH, false, 5),
                new Mix.Strand(Priority.NORMAL, false, 23),
                new Mix.Strand(Priority.LOW, false, 70)));
        return new Saturation(config, mix, guise);
    }

    /** More than anybody can take: mostly tells on two lanes, some asks among them. */
    static Saturation ofOverload(ScenarioConfig config) {
        return ofOverload(config, UnaryOperator.identity());
    }

    static Saturation ofOverload(ScenarioConfig config, UnaryOperator<Agent> guise) {
        Mix mix = new Mix(List.of(
                new Mix.Strand(Priority.NORMAL, false, 50),
                new Mix.Strand(Priority.LOW, false, 40),
                new Mix.Strand(Priority.NORMAL, true, 10)));
        return new Saturation(config, mix, guise);
    }

    @Override
    public void prepare(EngineContext context) {
        if (asks) {
            AskRoom.make(context, config.producers());
        }
    }

    @Override
    public int streamsPerProducer() {
        return mix.strands().size();
    }

    @Override
    public void populate(Engine engine) {
        int strands = mix.strands().size();
        for (int i = 0; i < config.agents(); i++) {
            int shard = i % config.shards();
            Inbox inbox = new Inbox(i, config.producers() * strands, codec, config.payloadBytes(), config.workNs());
            LaneAgent agent = new LaneAgent(inbox, shards.get(shard), strands, codec);
            agents.add(agent);
            refs.add(engine.spawn("agent-" + i, shard, () -> guise.apply(agent)));
        }
    }

    @Override
    public Producer producer(int number, Engine engine) {
        Targets targets = new Targets(refs, codec, config.payloadBytes());
        Long timeoutNs = config.workload().askTimeoutNs();
        Duration timeout = timeoutNs == null ? null : Duration.ofNanos(timeoutNs);
        Offerer offerer = new Offerer(number, config.producers(), engine, targets, mix, config.batch(), timeout);
        producers.add(offerer);
        return offerer;
    }

    @Override
    public Flow flow(EngineCounters counters) {
        return new Flow(producers.stream().mapToLong(Offerer::accepted).sum(), handled());
    }

    @Override
    public Seen seen() {
        List<OpenAsks> open = producers.stream().map(Offerer::asks).toList();
        AsksSeen seen = AsksSeen.of(agents.stream().mapToLong(LaneAgent::given).sum(), open);
        List<ArrivalCheck> checks = new ArrayList<>();
        agents.forEach(agent -> checks.add(agent.inbox().check()));
        open.forEach(each -> checks.add(each.check()));
        return new Seen(
                seen.given(),
                0,
                0,
                handled() + seen.answered(),
                handled(),
                null,
                null,
                Arrivals.of(checks),
                asks ? seen : null);
    }

    @Override
    public List<LaneBook> lanes() {
        return lanes;
    }

    @Override
    public boolean keepsFull() {
        return true;
    }

    private long handled() {
        return agents.stream().mapToLong(agent -> agent.inbox().handled()).sum();
    }
}
