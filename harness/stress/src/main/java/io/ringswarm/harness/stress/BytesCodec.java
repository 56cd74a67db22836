package io.ringswarm.harness.stress;

import io.ringswarm.codecs.BodyCodec;
import io.ringswarm.codecs.BodyReader;
import io.ringswarm.codecs.BodyWriter;
import io.ringswarm.codecs.Template;

/** Bodies that are an array's bytes. */
public final class BytesCodec implements BodyCodec<byte[]> {
    private static final Template TEMPLATE = new Template(1, 1, 0);

    /** A codec without state. */
    public BytesCodec() {}

    @Override
    public Template template() {
        return TEMPLATE;
    }

    @Override
    public void encode(byte[] value, BodyWriter out) {
        out.length(value.length);
        out.putBytes(0, value, 0, value.length);
    }

    /** Fills the array from as many bytes of the body. */
    @Override
    public void decode(BodyReader in, byte[] into) {
        in.getBytes(0, into, 0, into.length);
    }
}
