package io.ringswarm.codecs.wire;

import io.ringswarm.codecs.BodyCodec;
import io.ringswarm.codecs.BodyReader;
import io.ringswarm.codecs.BodyTooLargeException;
import io.ringswarm.codecs.BodyWriter;
import io.ringswarm.codecs.MalformedMessageException;
import io.ringswarm.codecs.Template;
import java.lang.ref.Reference;
import java.nio.BufferOverflowException;
import java.util.Objects;

/**
 * A body in one of Chronicle Wire's encodings. Allocates nothing per message in steady state, but for
 * {@link WireEncoding#TEXT}; a writer's or reader's first message of a new greatest length makes its scratch grow.
 *
 * @param <T> the type of value
 */
public final class WireCodec<T> implements BodyCodec<T> {
    private final Template template;
    private final WireMapping<T> mapping;
    private final WireEncoding encoding;

    /**
     * A codec in the default encoding, {@link WireEncoding#BINARY}.
     *
     * @param template identity and newest version
     * @param mapping the type's fields
     * @throws IllegalStateException naming the JVM flags that Chronicle needs, when they are missing
     */
    public WireCodec(Template template, WireMapping<T> mapping) {
        this(template, mapping, WireEncoding.BINARY);
    }

    /**
     * A codec in the encoding given.
     *
     * @param template identity and newest version
     * @param mapping the type's fields
     * @param encoding how they are laid out
     * @throws IllegalStateException naming the JVM flags that Chronicle needs, when they are missing
     */
    public WireCodec(Template template, WireMapping<T> mapping, WireEncoding encoding) {
        JvmFlags.require();
        this.template = Objects.requireNonNull(template, "template");
        this.mapping = Objects.requireNonNull(mapping, "mapping");
        this.encoding = Objects.requireNonNull(encoding, "encoding");
    }

    @Override
    public Template template() {
        return template;
    }

    @Override
    public void encode(T value, BodyWriter out) {
        WireScratch scratch = WireScratch.of(out);
        try {
            writeWithin(out.limitBytes(), value, scratch);
            out.length(scratch.writtenBytes());
            scratch.copyTo(out.array(), out.arrayOffset());
        } finally {
            Reference.reachabilityFence(scratch);
        }
    }

    @Override
    public void decode(BodyReader in, T into) {
        WireScratch scratch = WireScratch.of(in);
        try {
            mapping.read(scratch.beginRead(encoding, in.array(), in.arrayOffset(), in.length()), into);
        } catch (MalformedMessageException e) {
            throw e;
        } catch (RuntimeException e) {
            throw unreadable(template, encoding, in, e);
        } finally {
            Reference.reachabilityFence(scratch);
        }
    }

    private void writeWithin(int limitBytes, T value, WireScratch scratch) {
        while (!written(value, scratch, Math.min(limitBytes, scratch.capacityBytes()))) {
            if (scratch.capacityBytes() >= limitBytes) {
                throw new BodyTooLargeException(limitBytes + 1L, limitBytes);
            }
            scratch.grow(limitBytes);
        }
    }

    private boolean written(T value, WireScratch scratch, int limitBytes) {
        try {
            mapping.write(value, scratch.beginWrite(encoding, limitBytes));
            return true;
        } catch (BufferOverflowException e) {
            return false;
        }
    }

    static MalformedMessageException unreadable(
            Template template, WireEncoding encoding, BodyReader in, RuntimeException cause) {
        return new MalformedMessageException(
                "templateId=" + template.id() + ", encoding=" + encoding + ", bodyBytes=" + in.length()
                        + " (expected: a body that Chronicle Wire can read)",
                cause);
    }
}
