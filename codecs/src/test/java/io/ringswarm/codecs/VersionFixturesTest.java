package io.ringswarm.codecs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Bodies as version 0.1 wrote them, kept in hexadecimal beside this test. They are never regenerated: a codec that does
 * not read them breaks what is on disk and in flight.
 */
@Timeout(300)
class VersionFixturesTest {
    static List<CodecSubject> subjects() {
        return CodecSubject.all();
    }

    @ParameterizedTest
    @MethodSource("subjects")
    void shouldReadAndWriteTheBytesOfVersion0x1(CodecSubject subject) throws IOException {
        byte[] body = fixture(subject.fixture() + "-0.1.hex");
        Sample decoded = new Sample();
        subject.codec().decode(new BodyReader().wrap(body, 0, body.length), decoded);
        assertThat(subject.fields().apply(decoded)).isEqualTo(subject.fields().apply(Sample.fixed()));
        assertThat(HexFormat.of().formatHex(subject.encode(Sample.fixed())))
                .isEqualTo(HexFormat.of().formatHex(body));
    }

    static byte[] fixture(String name) throws IOException {
        try (InputStream stream = VersionFixturesTest.class.getResourceAsStream("fixtures/" + name)) {
            assertThat(stream).as("fixture %s", name).isNotNull();
            String hex = new String(stream.readAllBytes(), StandardCharsets.US_ASCII).replaceAll("\\s", "");
            return HexFormat.of().parseHex(hex);
        }
    }
}
