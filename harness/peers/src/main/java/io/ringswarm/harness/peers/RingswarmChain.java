package io.ringswarm.harness.peers;

import io.ringswarm.engine.AgentRef;
import io.ringswarm.engine.Engine;
import io.ringswarm.engine.EngineContext;
import io.ringswarm.engine.Envelope;
import io.ringswarm.engine.Offer;
import io.ringswarm.engine.Sender;
import io.ringswarm.engine.idle.BusySpin;
import io.ringswarm.engine.metrics.LatencyHistograms;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.locks.LockSupport;

/**
 * Agents of the engine that send on, all on one shard, which spins. The sender stages and flushes runs; what is under way,
 * from the sender to the last agent, is bounded by its credit as in other systems, and the shard's own queue holds as much.
 */
final class RingswarmChain implements PeerSystem {
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final BodyFixedCodec codec = new BodyFixedCodec();
    private final Arrivals arrivals = new Arrivals();
    private final Engine engine;
    private final AgentRef[] first;
    private final Tally[] tallies;

    RingswarmChain(Chain chain) {
        engine = Engine.launch(new EngineContext()
                .ringSlots(CAPACITY)
                .localQueueSlots(CAPACITY)
                .stagedMessages(RUN)
                .idleStrategy(BusySpin::new));
        Stages stages = chain.stages();
        tallies = stages.tallies();
        AgentRef[] agents = new AgentRef[stages.agents()];
        for (int i = agents.length - 1; i >= 0; i--) { // backwards, as each agent knows the next
            AgentRef next = stages.isLast(i) ? null : agents[stages.after(i)];
            StageAgent.Place place = new StageAgent.Place(tallies[i], next, arrivals);
            int stage = stages.stageOf(i);
            agents[i] = engine.spawn(
                    "agent-" + i,
                    () -> chain.isWorking() ? StageAgent.working(stage, place) : StageAgent.forwarding(place));
        }
        first = Arrays.copyOf(agents, stages.width());
    }

    @Override
    public String version() {
        return LibraryVersion.of(Engine.class);
    }

    @Override
    public long send(StopFlag stop) {
        Body message = new Body();
        Envelope envelope = new Envelope();
        long sent = 0;
        long arrived = 0;
        int target = 0;
        try (Sender sender = engine.newSender()) {
            while (!stop.isSet()) {
                if (sent - arrived > CAPACITY - RUN) {
                    arrived = arrivals.count();
                }
                if (sent - arrived > CAPACITY - RUN) {
                    LockSupport.parkNanos(1); // as other systems' senders do
                    continue;
                }
                for (int i = 0; i < RUN; i++) {
                    envelope.correlationId(sent);
                    if (sender.stage(first[target], message, codec, envelope) != Offer.STAGED) {
                        break;
                    }
                    sent++;
                    target = target + 1 == first.length ? 0 : target + 1;
                }
                sender.flush();
            }
            while (sender.staged() > 0) {
                sender.flush();
            }
        }
        return sent;
    }

    @Override
    public long handled() {
        return arrivals.count();
    }

    @Override
    public void collectLatency(LatencyHistograms into) {
        if (!engine.collectLatency(into, PATIENCE)) {
            throw new SystemFailedException("a shard did not give its latencies within " + PATIENCE);
        }
    }

    @Override
    public long outOfPlace() {
        return Arrays.stream(tallies).mapToLong(Tally::outOfPlace).sum();
    }

    @Override
    public void close() {
        engine.close();
    }
}
