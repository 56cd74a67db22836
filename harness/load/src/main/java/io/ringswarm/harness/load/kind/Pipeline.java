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
import io.ringswarm.harness.load.workload.LastStageAgent;
import io.ringswarm.harness.load.workload.Link;
import io.ringswarm.harness.load.workload.LoadCodecs;
import io.ringswarm.harness.load.workload.LoadMessage;
import io.ringswarm.harness.load.workload.SampleRecorder;
import io.ringswarm.harness.load.workload.StageAgent;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Three stages of agents. A message counts as one from the producer to the last stage, however many deliveries that takes,
 * and its response ends where that stage's handler begins. Agent n of a stage lives on the shard after that of agent n of
 * the stage before.
 */
final class Pipeline implements Workload {
    private static final int STAGES = 3;

    private final ScenarioConfig config;
    private final BodyCodec<LoadMessage> codec;
    private final UnaryOperator<Agent> guise;
    private final List<Inbox> inboxes = new ArrayList<>();
    private final List<Inbox> lastInboxes = new ArrayList<>();
    private final List<Link> links = new ArrayList<>();
    private final List<SampleRecorder> journeys = new ArrayList<>();
    private final List<Producer> producers = new ArrayList<>();
    private List<AgentRef> first;

    Pipeline(ScenarioConfig config) {
        this(config, UnaryOperator.identity());
    }

    /** For tests: {@code guise} may put another agent in front of each. */
    Pipeline(ScenarioConfig config, UnaryOperator<Agent> guise) {
        this.config = config;
        this.guise = guise;
        codec = LoadCodecs.of(config.codec(), config.payloadBytes());
        for (int shard = 0; shard < config.shards(); shard++) {
            journeys.add(SampleRecorder.ofResponses());
        }
    }

    @Override
    public void prepare(EngineContext context) {
        KeepingRoom.make(context, config, 1);
    }

    /** Backwards, as each stage knows the next. */
    @Override
    public void populate(Engine engine) {
        List<AgentRef> next = null;
        for (int stage = STAGES - 1; stage >= 0; stage--) {
            int senders = stage == 0 ? 0 : width(stage - 1);
            List<AgentRef> refs = new ArrayList<>();
            for (int n = 0; n < width(stage); n++) {
                int streams = stage == 0 ? config.producers() : (senders - n + width(stage) - 1) / width(stage);
                Inbox inbox = new Inbox(n, streams, codec, config.payloadBytes(), config.workNs());
                inboxes.add(inbox);
                int shard = (n + stage) % config.shards();
                Agent agent = guise.apply(next == null ? last(inbox, shard) : stage(inbox, n, next));
                refs.add(engine.spawn("stage-" + (stage + 1) + "-agent-" + n, shard, () -> agent));
            }
            next = refs;
        }
        first = next;
    }

    @Override
    public Producer producer(int number, Engine engine) {
        Targets targets = new Targets(first, codec, config.payloadBytes());
        Producer producer = new Generator(number, config.producers(), engine, targets, config.batch());
        producers.add(producer);
        return producer;
    }

    @Override
    public Flow flow(EngineCounters counters) {
        long handled = handled(lastInboxes);
        return new Flow(producers.stream().mapToLong(Producer::accepted).sum(), handled);
    }

    @Override
    public Seen seen() {
        long forwarded = links.stream().mapToLong(Link::accepted).sum();
        long timed = lastInboxes.stream().mapToLong(Inbox::taken).sum();
        Arrivals arrivals = Arrivals.of(inboxes.stream().map(Inbox::check).toList());
        long refused = links.stream().mapToLong(Link::refused).sum();
        return new Seen(forwarded, 0, refused, handled(inboxes), handled(lastInboxes), null, timed, arrivals, null);
    }

    @Override
    public List<SampleRecorder> responses() {
        return journeys;
    }

    private Agent stage(Inbox inbox, int number, List<AgentRef> next) {
        int target = number % next.size();
        Link link = new Link(next.get(target), target, number / next.size(), true, codec);
        links.add(link);
        return new StageAgent(inbox, link);
    }

    private Agent last(Inbox inbox, int shard) {
        lastInboxes.add(inbox);
        return new LastStageAgent(inbox, journeys.get(shard));
    }

    /** How many agents of all are a stage's. */
    private int width(int stage) {
        return (config.agents() + STAGES - 1 - stage) / STAGES;
    }

    private static long handled(List<Inbox> some) {
        return some.stream().mapToLong(Inbox::handled).sum();
    }
}
