package io.ringswarm.harness.peers;

import io.ringswarm.codecs.BodyCodec;
import io.ringswarm.engine.Envelope;
import io.ringswarm.engine.Message;

/** Bodies of bytes alone: all fields are the frame's. */
final class FrameContent implements Content<Body> {
    private final BodyFixedCodec codec = new BodyFixedCodec();

    @Override
    public Body newBody() {
        return new Body();
    }

    @Override
    public BodyCodec<Body> codec() {
        return codec;
    }

    @Override
    public void stamp(Body body) {
        // the engine stamps the frame
    }

    @Override
    public void address(Body body, Envelope envelope, long correlation, int target) {
        envelope.correlationId(correlation); // its agent is addressed by the send itself
    }

    @Override
    public void take(Message message, Body into, Tally tally) {
        message.read(codec, into);
        tally.add(message.correlationId(), message.sourceAddress(), message.templateId());
    }
}
