package io.ringswarm.harness.peers;

import io.ringswarm.codecs.BodyCodec;
import io.ringswarm.codecs.frame.FrameLayout;
import io.ringswarm.engine.Agent;
import io.ringswarm.engine.AgentContext;
import io.ringswarm.engine.AgentRef;
import io.ringswarm.engine.Engine;
import io.ringswarm.engine.EngineContext;
import io.ringswarm.engine.Envelope;
import io.ringswarm.engine.Message;
import io.ringswarm.engine.Offer;
import io.ringswarm.engine.Sender;
import io.ringswarm.engine.idle.BusySpin;
import io.ringswarm.engine.metrics.LatencyHistograms;
import java.time.Duration;
import java.util.Arrays;
import java.util.function.Supplier;

/** The engine itself, through its public face: messages staged and flushed in runs, or told one at a time. */
final class RingswarmOneWay<T> implements PacedSystem {
    /** Just holds the header and the bodies that are sent: a longer stride only costs cache lines. */
    private static final int SLOT_BYTES = FrameLayout.HEADER_BYTES + BODY_BYTES;

    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final int run;
    private final Supplier<T> bodies;
    private final BodyCodec<T> codec;
    private final Engine engine;
    private final AgentRef[] agents;
    private final Tally[] tallies;

    RingswarmOneWay(int agents, int run, BodyCodec<T> codec, Supplier<T> bodies) {
        this.run = run;
        this.bodies = bodies;
        this.codec = codec;
        engine = Engine.launch(new EngineContext()
                .ringSlots(CAPACITY)
                .slotBytes(SLOT_BYTES)
                .stagedMessages(RUN)
                .idleStrategy(BusySpin::new));
        this.agents = new AgentRef[agents];
        tallies = new Tally[agents];
        for (int i = 0; i < agents; i++) {
            Tally tally = new Tally(i, agents);
            tallies[i] = tally;
            this.agents[i] = engine.spawn("agent-" + i, () -> new CountingAgent<>(codec, bodies.get(), tally));
        }
    }

    @Override
    public String version() {
        return LibraryVersion.of(Engine.class);
    }

    @Override
    public long send(StopFlag stop) {
        try (Sender sender = engine.newSender()) {
            return run == 1 ? tell(sender, stop) : stage(sender, stop);
        }
    }

    private long tell(Sender sender, StopFlag stop) {
        T message = bodies.get(); // made by the thread that reads it, away from what the agents write
        Envelope envelope = new Envelope();
        long sent = 0;
        int target = 0;
        while (!stop.isSet()) {
            envelope.correlationId(sent);
            if (sender.tell(agents[target], message, codec, envelope) == Offer.ACCEPTED) {
                sent++;
                target = target + 1 == agents.length ? 0 : target + 1;
            } else {
                Thread.onSpinWait();
            }
        }
        return sent;
    }

    private long stage(Sender sender, StopFlag stop) {
        T message = bodies.get(); // made by the thread that reads it, away from what the agents write
        Envelope envelope = new Envelope();
        long sent = 0;
        int target = 0;
        while (!stop.isSet()) {
            for (int i = 0; i < run; i++) {
                envelope.correlationId(sent);
                if (sender.stage(agents[target], message, codec, envelope) != Offer.STAGED) {
                    break;
                }
                sent++;
                target = target + 1 == agents.length ? 0 : target + 1;
            }
            sender.flush();
        }
        while (sender.staged() > 0) {
            sender.flush();
        }
        return sent;
    }

    @Override
    public long send(Schedule schedule, StopFlag stop) {
        T message = bodies.get();
        Envelope envelope = new Envelope();
        long sent = 0;
        int target = 0;
        try (Sender sender = engine.newSender()) {
            while (!stop.isSet()) {
                int due = schedule.due(sent, run, System.nanoTime());
                for (int i = 0; i < due; i++) {
                    envelope.correlationId(sent).dueNs(schedule.dueNs(sent));
                    if (!send(sender, agents[target], message, envelope)) {
                        break;
                    }
                    sent++;
                    target = target + 1 == agents.length ? 0 : target + 1;
                }
                boolean flushed = sender.staged() > 0 && sender.flush() > 0;
                if (due == 0 && !flushed) {
                    Thread.onSpinWait();
                }
            }
            while (sender.staged() > 0) {
                sender.flush();
            }
        }
        return sent;
    }

    /** One message of many that are due, or the only one: made visible at once where it is told. */
    private boolean send(Sender sender, AgentRef target, T message, Envelope envelope) {
        return run == 1
                ? sender.tell(target, message, codec, envelope) == Offer.ACCEPTED
                : sender.stage(target, message, codec, envelope) == Offer.STAGED;
    }

    @Override
    public long handled() {
        return engine.counters().handled();
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

    private static final class CountingAgent<T> implements Agent {
        private final BodyCodec<T> codec;
        private final T received;
        private final Tally tally;

        CountingAgent(BodyCodec<T> codec, T received, Tally tally) {
            this.codec = codec;
            this.received = received;
            this.tally = tally;
        }

        @Override
        public void onMessage(Message message, AgentContext self) {
            message.read(codec, received);
            tally.add(message.correlationId(), message.sourceAddress(), message.templateId());
        }
    }
}
