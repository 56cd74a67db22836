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
import io.ringswarm.harness.load.workload.FeedbackAgent;
import io.ringswarm.harness.load.workload.Inbox;
import io.ringswarm.harness.load.workload.Link;
import io.ringswarm.harness.load.workload.LoadCodecs;
import io.ringswarm.harness.load.workload.LoadMessage;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Agents on a circle that send each message on, to the next agent, to the next one of their own shard, to the one before,
 * and so on with twice and three times the distance: to every second by {@code send}, to the others by {@code sendOrPark}.
 * Messages die after a number of hops, or when a {@code send} is refused. Each delivery counts as a message. All ways
 * inside the engine are as narrow as the rings.
 */
final class Feedback implements Workload {
    private final ScenarioConfig config;
    private final UnaryOperator<Agent> guise;
    private final BodyCodec<LoadMessage> codec;
    private final List<Inbox> inboxes = new ArrayList<>();
    private final List<AgentRef> refs = new ArrayList<>();
    private final List<Link> links = new ArrayList<>();

    Feedback(ScenarioConfig config) {
        this(config, UnaryOperator.identity());
    }

    /** For tests: {@code guise} may put another agent in front of each. */
    Feedback(ScenarioConfig config, UnaryOperator<Agent> guise) {
        this.config = config;
        this.guise = guise;
        codec = LoadCodecs.of(config.codec(), config.payloadBytes());
    }

    @Override
    public void prepare(EngineContext context) {
        int slots = config.ringSlots();
        context.localQueueSlots(slots).outboxMessages(Math.min(slots, EngineContext.DEFAULT_OUTBOX_MESSAGES));
        KeepingRoom.make(context, config, fanOut());
    }

    @Override
    public int streamsPerProducer() {
        return 1 + fanOut();
    }

    @Override
    public void populate(Engine engine) {
        List<FeedbackAgent> agents = new ArrayList<>();
        for (int i = 0; i < config.agents(); i++) {
            int streams = config.producers() + fanOut();
            Inbox inbox = new Inbox(i, streams, codec, config.payloadBytes(), config.workNs());
            FeedbackAgent agent = new FeedbackAgent(
                    inbox, config.producers(), config.workload().hops());
            inboxes.add(inbox);
            agents.add(agent);
            refs.add(engine.spawn("agent-" + i, i % config.shards(), () -> guise.apply(agent)));
        }
        for (int i = 0; i < agents.size(); i++) {
            agents.get(i).link(linksOf(i));
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
        long forwarded = links.stream().mapToLong(Link::accepted).sum();
        long refused = links.stream().mapToLong(Link::refused).sum();
        long handled = inboxes.stream().mapToLong(Inbox::handled).sum();
        Arrivals arrivals = Arrivals.of(inboxes.stream().map(Inbox::check).toList());
        return new Seen(forwarded, forwarded, refused, handled, handled, null, null, arrivals, null);
    }

    private List<Link> linksOf(int agent) {
        List<Link> out = new ArrayList<>();
        for (int n = 0; n < fanOut(); n++) {
            int target = Math.floorMod(agent + distance(n), config.agents());
            out.add(new Link(refs.get(target), target, config.producers() + n, n % 2 == 0, codec));
        }
        links.addAll(out);
        return out;
    }

    private int distance(int link) {
        int round = 1 + link / 3;
        return switch (link % 3) {
            case 0 -> round;
            case 1 -> round * config.shards();
            default -> -round;
        };
    }

    private int fanOut() {
        return config.workload().fanOut();
    }
}
