package io.ringswarm.harness.peers;

import io.ringswarm.engine.Agent;
import io.ringswarm.engine.AgentContext;
import io.ringswarm.engine.AgentRef;
import io.ringswarm.engine.Envelope;
import io.ringswarm.engine.Message;
import io.ringswarm.engine.Offer;

/** The engine's agents that send on: each copies the body out, does its work, and copies it in for the next. */
abstract class StageAgent implements Agent {
    private final BodyFixedCodec codec = new BodyFixedCodec();
    private final Body received = new Body();
    private final Envelope envelope = new Envelope();
    private final Tally tally;
    private final AgentRef next;

    private StageAgent(Tally tally, AgentRef next) {
        this.tally = tally;
        this.next = next;
    }

    /** An agent of a chain. */
    static Agent forwarding(int stage, Tally tally, AgentRef next) {
        return new Forwarding(tally, next);
    }

    /** An agent of the pipeline, of its stage's own kind. */
    static Agent working(int stage, Tally tally, AgentRef next) {
        return switch (stage) {
            case 0 -> new Stamping(tally, next);
            case 1 -> new Adding(tally, next);
            default -> new Checking(tally, next);
        };
    }

    /** Changes or checks a body; how many faults it found. */
    abstract int work(byte[] body, long number);

    @Override
    public final void onMessage(Message message, AgentContext self) {
        long number = message.correlationId();
        message.read(codec, received);
        tally.add(number, message.sourceAddress(), message.templateId());
        tally.fault(work(received.bytes, number));
        if (next != null) {
            Offer offer = self.sendOrPark(next, received, codec, envelope.correlationId(number));
            if (offer != Offer.ACCEPTED && offer != Offer.PARKED) {
                throw new SystemFailedException("offer=" + offer + " (expected: ACCEPTED or PARKED)");
            }
        }
    }

    private static final class Forwarding extends StageAgent {
        Forwarding(Tally tally, AgentRef next) {
            super(tally, next);
        }

        @Override
        int work(byte[] body, long number) {
            return 0;
        }
    }

    private static final class Stamping extends StageAgent {
        Stamping(Tally tally, AgentRef next) {
            super(tally, next);
        }

        @Override
        int work(byte[] body, long number) {
            BodyWork.stamp(body, number);
            return 0;
        }
    }

    private static final class Adding extends StageAgent {
        Adding(Tally tally, AgentRef next) {
            super(tally, next);
        }

        @Override
        int work(byte[] body, long number) {
            BodyWork.add(body);
            return 0;
        }
    }

    private static final class Checking extends StageAgent {
        Checking(Tally tally, AgentRef next) {
            super(tally, next);
        }

        @Override
        int work(byte[] body, long number) {
            return BodyWork.fault(body, number);
        }
    }
}
