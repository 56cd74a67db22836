package io.ringswarm.codecs;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringswarm.codecs.fixed.SampleBlockCodec;
import io.ringswarm.codecs.fixed.SampleFixedCodec;
import io.ringswarm.codecs.wire.EvolvedSampleMapping;
import io.ringswarm.codecs.wire.SampleMapping;
import io.ringswarm.codecs.wire.WireCodec;
import io.ringswarm.codecs.wire.WireEncoding;
import io.ringswarm.codecs.wire.WireTemplateCodec;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The rule of compatibility: a field added at the end is readable by the old and the new side. */
@Timeout(300)
class EvolutionTest {
    static Stream<Arguments> oldAndNew() {
        Stream<Arguments> fixed = Stream.of(
                Arguments.of("block", new SampleBlockCodec(false), new SampleBlockCodec(true)),
                Arguments.of("tail", new SampleFixedCodec(false), new SampleFixedCodec(true)));
        Stream<Arguments> wire = Stream.of(WireEncoding.values())
                .map(encoding -> Arguments.of(
                        encoding.name(),
                        new WireCodec<>(new Template(1, 1, 0), new SampleMapping(), encoding),
                        new WireCodec<>(new Template(1, 1, 1), new EvolvedSampleMapping(), encoding)));
        BodyCodec<Sample> olderTemplate = new WireTemplateCodec<>(new Template(1, 1, 0), new SampleMapping());
        BodyCodec<Sample> newerTemplate = new WireTemplateCodec<>(new Template(1, 1, 1), new EvolvedSampleMapping());
        Stream<Arguments> template = Stream.of(Arguments.of("template", olderTemplate, newerTemplate));
        return Stream.of(fixed, wire, template).flatMap(Function.identity());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("oldAndNew")
    void shouldIgnoreWhatFollowsWhenTheOldSideReadsTheNew(
            String name, BodyCodec<Sample> older, BodyCodec<Sample> newer) {
        Sample decoded = new Sample();
        convey(newer, older, Sample.fixed(), decoded);
        assertThat(decoded.sixFields()).isEqualTo(Sample.fixed().sixFields());
        assertThat(decoded.rate).isEqualTo(Sample.NO_RATE);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("oldAndNew")
    void shouldSetDefaultsWhenTheNewSideReadsTheOld(String name, BodyCodec<Sample> older, BodyCodec<Sample> newer) {
        Sample decoded = Sample.fixed();
        decoded.urgent = false; // not part of every codec
        decoded.note.setLength(0);
        convey(older, newer, Sample.fixed(), decoded);
        assertThat(decoded.sixFields()).isEqualTo(Sample.fixed().sixFields());
        assertThat(decoded.rate).isEqualTo(Sample.NO_RATE);
        assertThat(decoded.urgent).isFalse();
        assertThat(decoded.note).isEmpty();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("oldAndNew")
    void shouldCarryTheAddedFieldWhenBothSidesAreNew(String name, BodyCodec<Sample> older, BodyCodec<Sample> newer) {
        Sample decoded = new Sample();
        convey(newer, newer, Sample.fixed(), decoded);
        assertThat(decoded.rate).isEqualTo(Sample.fixed().rate);
    }

    private static void convey(BodyCodec<Sample> writer, BodyCodec<Sample> reader, Sample value, Sample into) {
        byte[] array = new byte[1024];
        BodyWriter out = new BodyWriter().wrap(array, 3, 1000);
        writer.encode(value, out);
        reader.decode(new BodyReader().wrap(array, 3, out.length()), into);
    }
}
