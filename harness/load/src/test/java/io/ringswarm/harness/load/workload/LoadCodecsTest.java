package io.ringswarm.harness.load.workload;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringswarm.codecs.BodyCodec;
import io.ringswarm.codecs.BodyReader;
import io.ringswarm.codecs.BodyWriter;
import io.ringswarm.harness.load.scenario.CodecName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class LoadCodecsTest {
    private static final int SLOT_BODY_BYTES = 120;

    @ParameterizedTest
    @EnumSource
    void shouldReadWhatWasWrittenWhenAnyCodecIsChosen(CodecName name) {
        for (int payloadBytes : new int[] {0, 1, 64, 5000}) {
            BodyCodec<LoadMessage> codec = LoadCodecs.of(name, payloadBytes);
            LoadMessage message = new LoadMessage(payloadBytes).withNoise();
            message.sequence = 1L << 40;
            message.timeNs = -5;
            message.source = 3;
            message.target = 99;
            message.type = 1;
            byte[] bytes = new byte[64 * 1024];
            BodyWriter writer = new BodyWriter().wrap(bytes, 8, bytes.length - 8);
            codec.encode(message, writer);

            LoadMessage read = new LoadMessage(payloadBytes);
            codec.decode(new BodyReader().wrap(bytes, 8, writer.length()), read);

            assertThat(read).usingRecursiveComparison().isEqualTo(message);
            assertThat(writer.length()).isLessThanOrEqualTo(LoadCodecs.bodyBytes(codec, payloadBytes));
        }
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "WIRE_TEXT")
    void shouldFitADefaultSlotWhenThePayloadHas64Bytes(CodecName name) {
        assertThat(LoadCodecs.bodyBytes(LoadCodecs.of(name, 64), 64)).isLessThanOrEqualTo(SLOT_BODY_BYTES);
    }

    @ParameterizedTest
    @CsvSource({"WIRE, WIRE_TEMPLATE", "WIRE_TEMPLATE, WIRE"})
    void shouldReadTheOthersBytesWhenOneSideIsATemplate(CodecName writes, CodecName reads) {
        LoadMessage message = new LoadMessage(64).withNoise();
        message.sequence = -1;
        message.source = 7;
        byte[] bytes = new byte[200];
        BodyWriter writer = new BodyWriter().wrap(bytes, 8, 150);
        LoadCodecs.of(writes, 64).encode(message, writer);

        LoadMessage read = new LoadMessage(64);
        LoadCodecs.of(reads, 64).decode(new BodyReader().wrap(bytes, 8, writer.length()), read);

        assertThat(read).usingRecursiveComparison().isEqualTo(message);
    }

    @Test
    void shouldFillThePayloadTheSameWhenMadeTwice() {
        assertThat(new LoadMessage(64).withNoise().payload)
                .isEqualTo(new LoadMessage(64).withNoise().payload)
                .isNotEqualTo(new byte[64]);
    }
}
