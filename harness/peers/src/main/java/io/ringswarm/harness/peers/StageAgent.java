package io.ringswarm.harness.peers;

import io.ringswarm.engine.Agent;
import io.ringswarm.engine.AgentContext;
import io.ringswarm.engine.AgentRef;
import io.ringswarm.engine.Envelope;
import io.ringswarm.engine.Message;
import io.ringswarm.engine.Offer;

/** The engine's agents that send on: each copies the body out, does its work, and copies it in for the next. */
final class StageAgent implements Agent {
    private final BodyFixedCodec codec = new BodyFixedCodec();
    private final Body received = new Body();
    private final Envelope envelope = new Envelope();
    private final StageWork work;
    private final Tally tally;
    private final AgentRef next;
    private final Arrivals arrivals;

    /**
     * An agent of a chain.
     *
     * @param work its stage's
     * @param tally its own
     * @param next whom it sends on to; null at the end
     * @param arrivals what comes to the end
     */
    StageAgent(StageWork work, Tally tally, AgentRef next, Arrivals arrivals) {
        this.work = work;
        this.tally = tally;
        this.next = next;
        this.arrivals = arrivals;
    }

    @Override
    public void onMessage(Message message, AgentContext self) {
        long number = message.correlationId();
        message.read(codec, received);
        tally.add(number, message.sourceAddress(), message.templateId());
        tally.fault(work.on(received.bytes, number));
        if (next == null) {
            arrivals.add();
        } else {
            Offer offer = self.sendOrPark(next, received, codec, envelope.correlationId(number));
            if (offer != Offer.ACCEPTED && offer != Offer.PARKED) {
                throw new SystemFailedException("offer=" + offer + " (expected: ACCEPTED or PARKED)");
            }
        }
    }
}
