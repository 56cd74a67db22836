package io.ringswarm.harness.peers;

import io.ringswarm.codecs.BodyReader;
import io.ringswarm.codecs.BodyWriter;
import io.ringswarm.codecs.Template;
import io.ringswarm.codecs.fixed.FixedCodec;

/** The body as it is, all other fields being the frame's. */
final class BodyFixedCodec extends FixedCodec<Body> {
    BodyFixedCodec() {
        super(new Template(1, 1, 0), PeerSystem.BODY_BYTES, PeerSystem.BODY_BYTES);
    }

    @Override
    protected void write(Body body, BodyWriter out) {
        out.putBytes(0, body.bytes, 0, PeerSystem.BODY_BYTES);
    }

    @Override
    protected void read(BodyReader in, Body into) {
        in.getBytes(0, into.bytes, 0, PeerSystem.BODY_BYTES);
    }
}
