package io.ringswarm.codecs;

import io.ringswarm.codecs.fixed.SampleBlockCodec;
import io.ringswarm.codecs.fixed.SampleFixedCodec;
import io.ringswarm.codecs.wire.SampleMapping;
import io.ringswarm.codecs.wire.StrictSampleMapping;
import io.ringswarm.codecs.wire.WireCodec;
import io.ringswarm.codecs.wire.WireEncoding;
import io.ringswarm.codecs.wire.WireMapping;
import io.ringswarm.codecs.wire.WireTemplateCodec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/**
 * A codec that the common tests run on.
 *
 * @param name says in a failed test's name which it is
 * @param fixture says in a fixture's name which bytes are its
 * @param codec the codec
 * @param fields what of a sample the codec carries
 * @param payloadVaries whether payloads shorter than the longest keep their length
 * @param allocationFree whether steady state allocates nothing
 */
public record CodecSubject(
        String name,
        String fixture,
        BodyCodec<Sample> codec,
        Function<Sample, List<Object>> fields,
        boolean payloadVaries,
        boolean allocationFree) {

    public static List<CodecSubject> all() {
        List<CodecSubject> subjects = new ArrayList<>();
        subjects.add(new CodecSubject(
                "fixed-block", "fixed-block", new SampleBlockCodec(false), Sample::sixFields, false, true));
        subjects.add(new CodecSubject(
                "fixed-tail", "fixed-tail", new SampleFixedCodec(false), Sample::sixFields, true, true));
        for (WireEncoding encoding : WireEncoding.values()) {
            subjects.add(wire("six", new Template(1, 1, 0), new SampleMapping(), encoding, Sample::sixFields));
            subjects.add(wire("nine", new Template(1, 2, 0), new StrictSampleMapping(), encoding, Sample::allFields));
        }
        subjects.add(template("six", new Template(1, 1, 0), new SampleMapping(), Sample::sixFields));
        subjects.add(template("nine", new Template(1, 2, 0), new StrictSampleMapping(), Sample::allFields));
        return subjects;
    }

    private static CodecSubject wire(
            String suffix,
            Template template,
            WireMapping<Sample> mapping,
            WireEncoding encoding,
            Function<Sample, List<Object>> fields) {
        String name = "wire-" + encoding.name().toLowerCase(Locale.ROOT).replace('_', '-') + "-" + suffix;
        boolean allocationFree = encoding != WireEncoding.TEXT;
        return new CodecSubject(name, name, new WireCodec<>(template, mapping, encoding), fields, true, allocationFree);
    }

    private static CodecSubject template(
            String suffix, Template template, WireMapping<Sample> mapping, Function<Sample, List<Object>> fields) {
        BodyCodec<Sample> codec = new WireTemplateCodec<>(template, mapping);
        return new CodecSubject("wire-template-" + suffix, "wire-binary-" + suffix, codec, fields, true, true);
    }

    /** The body of a sample, as an array of just its length. */
    public byte[] encode(Sample sample) {
        byte[] array = new byte[4096];
        BodyWriter out = new BodyWriter().wrap(array, 0, array.length);
        codec.encode(sample, out);
        return Arrays.copyOf(array, out.length());
    }

    @Override
    public String toString() {
        return name;
    }
}
