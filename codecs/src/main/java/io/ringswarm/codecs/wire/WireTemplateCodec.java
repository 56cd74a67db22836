package io.ringswarm.codecs.wire;

import io.ringswarm.codecs.BodyCodec;
import io.ringswarm.codecs.BodyReader;
import io.ringswarm.codecs.BodyWriter;
import io.ringswarm.codecs.MalformedMessageException;
import io.ringswarm.codecs.Template;
import java.lang.ref.Reference;
import java.util.Objects;

/**
 * A body in {@link WireEncoding#BINARY}, written and read nearly as fast as a fixed layout. It reads and writes the same bytes as a
 * {@link WireCodec} of that encoding, answers and throws the same, and either may stand on the other's side.
 *
 * <p>As numbers have a fixed width, a mapping's fields stand in the same places every time, behind the same few bytes
 * of field and type. This codec writes those bytes itself, and reads a value in its place once it has found them before
 * it. Chronicle Wire reads what is laid out otherwise, from the first such field on, and reads and writes text of more
 * than 31 characters or beyond ASCII. Allocates nothing per message in steady state.
 *
 * @param <T> the type of value
 */
public final class WireTemplateCodec<T> implements BodyCodec<T> {
    private final Template template;
    private final WireMapping<T> mapping;

    /**
     * A codec for a type.
     *
     * @param template identity and newest version
     * @param mapping the type's fields
     * @throws IllegalStateException naming the JVM flags that Chronicle needs, when they are missing
     */
    public WireTemplateCodec(Template template, WireMapping<T> mapping) {
        JvmFlags.require();
        this.template = Objects.requireNonNull(template, "template");
        this.mapping = Objects.requireNonNull(mapping, "mapping");
    }

    @Override
    public Template template() {
        return template;
    }

    @Override
    public void encode(T value, BodyWriter out) {
        WireScratch scratch = WireScratch.of(out);
        try {
            TemplateFieldsOut fields = scratch.templateOut().wrap(out);
            mapping.write(value, fields);
            out.length(fields.writtenBytes());
        } finally {
            Reference.reachabilityFence(scratch);
        }
    }

    @Override
    public void decode(BodyReader in, T into) {
        WireScratch scratch = WireScratch.of(in);
        try {
            mapping.read(scratch.templateIn().wrap(in), into);
        } catch (MalformedMessageException e) {
            throw e;
        } catch (RuntimeException e) {
            throw WireCodec.unreadable(template, WireEncoding.BINARY, in, e);
        } finally {
            Reference.reachabilityFence(scratch);
        }
    }
}
