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
    private final Place place;

    private StageAgent(Place place) {
        this.place = place;
    }

    /**
     * Where an agent stands.
     *
     * @param tally its own
     * @param next whom it sends on to; null at the end
     * @param arrivals what comes to the end
     */
    record Place(Tally tally, AgentRef next, Arrivals arrivals) {}

    /** An agent of a chain. */
    static Agent forwarding(Place place) {
        return new Forwarding(place);
    }

    /** An agent of the pipeline, of its stage's own kind. */
    static Agent working(int stage, Place place) {
        return switch (stage) {
            case 0 -> new Stamping(place);
            case 1 -> new Adding(place);
            default -> new Checking(place);
        };
    }

    /** Changes or checks a body; how many faults it found. */
    abstract int work(byte[] body, long number);

    @Override
    public final void onMessage(Message message, AgentContext self) {
        long number = message.correlationId();
        message.read(codec, received);
        place.tally.add(number, message.sourceAddress(), message.templateId());
        place.tally.fault(work(received.bytes, number));
        if (place.next == null) {
            place.arrivals.add();
        } else {
            Offer offer = self.sendOrPark(place.next, received, codec, envelope.correlationId(number));
            if (offer != Offer.ACCEPTED && offer != Offer.PARKED) {
                throw new SystemFailedException("offer=" + offer + " (expected: ACCEPTED or PARKED)");
            }
        }
    }

    private static final class Forwarding extends StageAgent {
        Forwarding(Place place) {
            super(place);
        }

        @Override
        int work(byte[] body, long number) {
            return 0;
        }
    }

    private static final class Stamping extends StageAgent {
        Stamping(Place place) {
            super(place);
        }

        @Override
        int work(byte[] body, long number) {
            BodyWork.stamp(body, number);
            return 0;
        }
    }

    private static final class Adding extends StageAgent {
        Adding(Place place) {
            super(place);
        }

        @Override
        int work(byte[] body, long number) {
            BodyWork.add(body);
            return 0;
        }
    }

    private static final class Checking extends StageAgent {
        Checking(Place place) {
            super(place);
        }

        @Override
        int work(byte[] body, long number) {
            return BodyWork.fault(body, number);
        }
    }
}
