package io.ringswarm.harness.peers;

import io.ringswarm.codecs.BodyCodec;
import io.ringswarm.codecs.BodyWriter;
import io.ringswarm.codecs.frame.FrameLayout;
import io.ringswarm.engine.Agent;
import io.ringswarm.engine.AgentContext;
import io.ringswarm.engine.AgentRef;
import io.ringswarm.engine.EngineContext;
import io.ringswarm.engine.Envelope;
import io.ringswarm.engine.Message;
import io.ringswarm.engine.Offer;
import io.ringswarm.engine.Sender;
import io.ringswarm.engine.idle.BusySpin;

/** The engine itself, through its public face: messages staged and flushed in runs, or told one at a time. */
final class RingswarmOneWay<T> extends EngineSystem implements PacedSystem {
    private static final int SLOT_UNIT = Long.BYTES;

    /** More than any body that is sent. */
    private static final int ROOM_BYTES = 1024;

    private final int run;
    private final Content<T> content;
    private final BodyCodec<T> codec;
    private final AgentRef[] agents;

    RingswarmOneWay(int agents, int run, Content<T> content) {
        this(new Stages(1, agents).tallies(), run, content);
    }

    private RingswarmOneWay(Tally[] tallies, int run, Content<T> content) {
        super(
                new EngineContext()
                        .ringSlots(CAPACITY)
                        .slotBytes(slotBytes(content))
                        .stagedMessages(RUN)
                        .idleStrategy(BusySpin::new),
                tallies);
        this.run = run;
        this.content = content;
        codec = content.codec();
        agents = new AgentRef[tallies.length];
        for (int i = 0; i < agents.length; i++) {
            Tally tally = tallies[i];
            agents[i] = engine().spawn("agent-" + i, () -> new CountingAgent<>(content, tally));
        }
    }

    /** Just holds the header and a body, all being of one length: a longer stride only costs cache lines. */
    private static <T> int slotBytes(Content<T> content) {
        BodyWriter out = new BodyWriter().wrap(new byte[ROOM_BYTES], 0, ROOM_BYTES);
        content.codec().encode(content.newBody(), out);
        int frameBytes = FrameLayout.HEADER_BYTES + out.length();
        return (frameBytes + SLOT_UNIT - 1) / SLOT_UNIT * SLOT_UNIT;
    }

    @Override
    public long send(StopFlag stop) {
        try (Sender sender = engine().newSender()) {
            return run == 1 ? tell(sender, stop) : stage(sender, stop);
        }
    }

    private long tell(Sender sender, StopFlag stop) {
        T message = content.newBody(); // made by the thread that reads it, away from what the agents write
        Envelope envelope = new Envelope();
        long sent = 0;
        int target = 0;
        while (!stop.isSet()) {
            content.stamp(message);
            content.address(message, envelope, sent, target);
            if (sender.tell(agents[target], message, codec, envelope) == Offer.ACCEPTED) {
                sent++;
                target = PeerSystem.next(target, agents.length);
            } else {
                Thread.onSpinWait();
            }
        }
        return sent;
    }

    private long stage(Sender sender, StopFlag stop) {
        T message = content.newBody(); // made by the thread that reads it, away from what the agents write
        Envelope envelope = new Envelope();
        long sent = 0;
        int target = 0;
        while (!stop.isSet()) {
            content.stamp(message);
            for (int i = 0; i < run; i++) {
                content.address(message, envelope, sent, target);
                if (sender.stage(agents[target], message, codec, envelope) != Offer.STAGED) {
                    break;
                }
                sent++;
                target = PeerSystem.next(target, agents.length);
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
        T message = content.newBody();
        Envelope envelope = new Envelope();
        long sent = 0;
        int target = 0;
        try (Sender sender = engine().newSender()) {
            while (!stop.isSet()) {
                int due = schedule.due(sent, run, System.nanoTime());
                if (due > 0) {
                    content.stamp(message);
                }
                for (int i = 0; i < due; i++) {
                    content.address(message, envelope, sent, target);
                    envelope.dueNs(schedule.dueNs(sent));
                    if (!send(sender, agents[target], message, envelope)) {
                        break;
                    }
                    sent++;
                    target = PeerSystem.next(target, agents.length);
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
        return engine().counters().handled();
    }

    private static final class CountingAgent<T> implements Agent {
        private final Content<T> content;
        private final T received;
        private final Tally tally;

        CountingAgent(Content<T> content, Tally tally) {
            this.content = content;
            received = content.newBody();
            this.tally = tally;
        }

        @Override
        public void onMessage(Message message, AgentContext self) {
            content.take(message, received, tally);
        }
    }
}
