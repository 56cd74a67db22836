package io.ringswarm.harness.peers;

import io.ringswarm.engine.AgentRef;
import io.ringswarm.engine.EngineContext;
import io.ringswarm.engine.Envelope;
import io.ringswarm.engine.Offer;
import io.ringswarm.engine.Sender;
import io.ringswarm.engine.idle.BusySpin;
import java.util.Arrays;
import java.util.concurrent.locks.LockSupport;

/**
 * Agents of the engine that send on, all on one shard, which spins. The sender stages and flushes runs; what is under way,
 * from the sender to the last agent, is bounded by its credit as in other systems, and the shard's own queue holds as much.
 */
final class RingswarmChain extends EngineSystem {
    private final BodyFixedCodec codec = new BodyFixedCodec();
    private final Arrivals arrivals = new Arrivals();
    private final AgentRef[] first;

    RingswarmChain(Chain chain) {
        this(chain, chain.stages().tallies());
    }

    private RingswarmChain(Chain chain, Tally[] tallies) {
        super(
                new EngineContext()
                        .ringSlots(CAPACITY)
                        .localQueueSlots(CAPACITY)
                        .stagedMessages(RUN)
                        .idleStrategy(BusySpin::new),
                tallies);
        Stages stages = chain.stages();
        AgentRef[] agents = new AgentRef[stages.agents()];
        for (int i = agents.length - 1; i >= 0; i--) { // backwards, as each agent knows the next
            AgentRef next = stages.isLast(i) ? null : agents[stages.after(i)];
            StageWork work = chain.workOf(i);
            Tally tally = tallies[i];
            agents[i] = engine().spawn("agent-" + i, () -> new StageAgent(work, tally, next, arrivals));
        }
        first = Arrays.copyOf(agents, stages.width());
    }

    @Override
    public long send(StopFlag stop) {
        Body message = new Body();
        Envelope envelope = new Envelope();
        long sent = 0;
        long arrived = 0;
        int target = 0;
        try (Sender sender = engine().newSender()) {
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
                    target = PeerSystem.next(target, first.length);
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
}
