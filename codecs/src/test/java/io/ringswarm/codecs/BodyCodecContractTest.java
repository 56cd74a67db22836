package io.ringswarm.codecs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every codec promises. */
@Timeout(300)
class BodyCodecContractTest {
    private static final long SEED = 20_260_101L;
    private static final byte UNTOUCHED = 0x55;
    private static final int OFFSET = 37;

    static List<CodecSubject> subjects() {
        return CodecSubject.all();
    }

    @ParameterizedTest
    @MethodSource("subjects")
    void shouldReadWhatItWroteWhenObjectsAreReused(CodecSubject subject) {
        SplittableRandom random = new SplittableRandom(SEED);
        byte[] array = new byte[2048];
        BodyWriter out = new BodyWriter();
        BodyReader in = new BodyReader();
        Sample decoded = new Sample();
        for (int i = 0; i < 2_000; i++) {
            Sample sample = sample(subject, random);
            int offset = random.nextInt(1024);
            subject.codec().encode(sample, out.wrap(array, offset, 1024));
            subject.codec().decode(in.wrap(array, offset, out.length()), decoded);
            assertThat(subject.fields().apply(decoded))
                    .as("seed=%d, message=%d", SEED, i)
                    .isEqualTo(subject.fields().apply(sample));
        }
    }

    @ParameterizedTest
    @MethodSource("subjects")
    void shouldCarryAnEmptyPayloadWhenPayloadsVary(CodecSubject subject) {
        if (!subject.payloadVaries()) {
            return;
        }
        Sample empty = Sample.fixed();
        empty.payloadBytes = 0;
        empty.note.setLength(0);
        Sample decoded = Sample.fixed();
        byte[] body = subject.encode(empty);
        subject.codec().decode(new BodyReader().wrap(body, 0, body.length), decoded);
        assertThat(subject.fields().apply(decoded)).isEqualTo(subject.fields().apply(empty));
    }

    @ParameterizedTest
    @MethodSource("subjects")
    void shouldWriteNothingOutsideTheBodyWhenItFitsExactly(CodecSubject subject) {
        int lengthBytes = subject.encode(Sample.fixed()).length;
        byte[] array = untouched();
        BodyWriter out = new BodyWriter().wrap(array, OFFSET, lengthBytes);
        subject.codec().encode(Sample.fixed(), out);
        assertThat(out.length()).isEqualTo(lengthBytes);
        Arrays.fill(array, OFFSET, OFFSET + lengthBytes, UNTOUCHED);
        assertThat(array).isEqualTo(untouched());
    }

    @ParameterizedTest
    @MethodSource("subjects")
    void shouldThrowAndWriteNothingOutsideTheWindowWhenTheLimitIsTooSmall(CodecSubject subject) {
        int lengthBytes = subject.encode(Sample.fixed()).length;
        BodyWriter out = new BodyWriter();
        for (int limitBytes = 0; limitBytes < lengthBytes; limitBytes++) {
            byte[] array = untouched();
            out.wrap(array, OFFSET, limitBytes);
            assertThatThrownBy(() -> subject.codec().encode(Sample.fixed(), out))
                    .as("limitBytes=%d", limitBytes)
                    .isInstanceOf(BodyTooLargeException.class)
                    .hasMessageContaining("at most " + limitBytes + ")");
            Arrays.fill(array, OFFSET, OFFSET + limitBytes, UNTOUCHED);
            assertThat(array).isEqualTo(untouched());
        }
        byte[] array = new byte[1024];
        subject.codec().encode(Sample.fixed(), out.wrap(array, 0, array.length));
        assertThat(Arrays.copyOf(array, out.length())).isEqualTo(subject.encode(Sample.fixed()));
    }

    @ParameterizedTest
    @MethodSource("subjects")
    void shouldThrowWhenTheBodyIsCutAnywhere(CodecSubject subject) {
        byte[] body = subject.encode(Sample.fixed());
        BodyReader in = new BodyReader();
        Sample decoded = new Sample();
        for (int lengthBytes = 0; lengthBytes < body.length; lengthBytes++) {
            in.wrap(body, 0, lengthBytes);
            assertThatThrownBy(() -> subject.codec().decode(in, decoded))
                    .as("lengthBytes=%d of %d", lengthBytes, body.length)
                    .isInstanceOf(MalformedMessageException.class);
        }
        subject.codec().decode(in.wrap(body, 0, body.length), decoded);
        assertThat(subject.fields().apply(decoded)).isEqualTo(subject.fields().apply(Sample.fixed()));
    }

    @ParameterizedTest
    @MethodSource("subjects")
    void shouldNotChangeTheBytesItReads(CodecSubject subject) {
        byte[] body = subject.encode(Sample.fixed());
        byte[] before = body.clone();
        subject.codec().decode(new BodyReader().wrap(body, 0, body.length), new Sample());
        assertThat(body).isEqualTo(before);
    }

    private static Sample sample(CodecSubject subject, SplittableRandom random) {
        Sample sample = Sample.random(random);
        if (!subject.payloadVaries()) {
            sample.payloadBytes = Sample.MAX_PAYLOAD_BYTES;
        }
        return sample;
    }

    private static byte[] untouched() {
        byte[] array = new byte[1024];
        Arrays.fill(array, UNTOUCHED);
        return array;
    }
}
