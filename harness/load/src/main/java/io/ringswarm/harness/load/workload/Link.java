package io.ringswarm.harness.load.workload;

import io.ringswarm.codecs.BodyCodec;
import io.ringswarm.engine.AgentContext;
import io.ringswarm.engine.AgentRef;
import io.ringswarm.engine.Envelope;
import io.ringswarm.engine.Offer;

/** One stream of numbered messages from an agent to another. Allocates nothing. Confined to the sending agent. */
public final class Link {
    private final AgentRef target;
    private final int targetNumber;
    private final int stream;
    private final boolean parks;
    private final BodyCodec<LoadMessage> codec;
    private final LiveCount accepted = new LiveCount();
    private final LiveCount refused = new LiveCount();

    /**
     * A stream on which nothing has been sent.
     *
     * @param target who gets the messages
     * @param targetNumber its number
     * @param stream the stream's number for the target
     * @param parks whether to send by {@link AgentContext#sendOrPark}, or by {@link AgentContext#send}
     * @param codec of the bodies
     */
    public Link(AgentRef target, int targetNumber, int stream, boolean parks, BodyCodec<LoadMessage> codec) {
        this.target = target;
        this.targetNumber = targetNumber;
        this.stream = stream;
        this.parks = parks;
        this.codec = codec;
    }

    /**
     * Sends a message on.
     *
     * @param message its number, source and target are set here
     * @param envelope the rest
     * @param self the sending agent's
     * @return false when it was refused, and is not sent
     */
    public boolean send(LoadMessage message, Envelope envelope, AgentContext self) {
        message.sequence = accepted.get();
        message.source = stream;
        message.target = targetNumber;
        Offer offer =
                parks ? self.sendOrPark(target, message, codec, envelope) : self.send(target, message, codec, envelope);
        boolean sent = offer == Offer.ACCEPTED || offer == Offer.PARKED;
        (sent ? accepted : refused).increment();
        return sent;
    }

    /** Messages accepted or parked. */
    public long accepted() {
        return accepted.get();
    }

    /** Messages refused. */
    public long refused() {
        return refused.get();
    }
}
