package io.ringswarm.harness.peers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ringswarm.codecs.BodyCodec;
import io.ringswarm.codecs.BodyReader;
import io.ringswarm.codecs.BodyTooLargeException;
import io.ringswarm.codecs.BodyWriter;
import io.ringswarm.codecs.MalformedMessageException;
import io.ringswarm.engine.Envelope;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@Timeout(30)
class TickContentTest {
    private static final int BODY_BYTES = 112;

    static Stream<TickContent> contents() {
        return Stream.of(TickContent.byChronicle(), TickContent.byTemplate());
    }

    @ParameterizedTest
    @MethodSource("contents")
    void shouldCarryAllSixFieldsInTheBody(TickContent content) {
        Tick sent = widest(content);
        byte[] body = new byte[BODY_BYTES];
        BodyWriter out = new BodyWriter().wrap(body, 0, BODY_BYTES);
        content.codec().encode(sent, out);
        assertThat(out.length()).isEqualTo(BODY_BYTES);

        for (BodyCodec<Tick> codec : contents().map(TickContent::codec).toList()) {
            Tick received = new Tick();
            codec.decode(new BodyReader().wrap(body, 0, BODY_BYTES), received);
            assertThat(received).usingRecursiveComparison().isEqualTo(sent);
        }
    }

    /** What the slots are made to hold. */
    @ParameterizedTest
    @MethodSource("contents")
    void shouldMakeBodiesOfOneLength(TickContent content) {
        BodyWriter out = new BodyWriter().wrap(new byte[1024], 0, 1024);
        content.codec().encode(content.newBody(), out);
        assertThat(out.length()).isEqualTo(BODY_BYTES);

        assertThatThrownBy(() -> content.codec().encode(widest(content), out.wrap(new byte[1024], 0, BODY_BYTES - 1)))
                .isInstanceOf(BodyTooLargeException.class);
    }

    @ParameterizedTest
    @MethodSource("contents")
    void shouldRefuseABodyThatIsCutOff(TickContent content) {
        byte[] body = new byte[BODY_BYTES];
        content.codec().encode(widest(content), new BodyWriter().wrap(body, 0, BODY_BYTES));

        assertThatThrownBy(() -> content.codec().decode(new BodyReader().wrap(body, 0, BODY_BYTES - 1), new Tick()))
                .isInstanceOf(MalformedMessageException.class);
    }

    private static Tick widest(TickContent content) {
        Tick tick = content.newBody();
        content.stamp(tick);
        content.address(tick, new Envelope(), Long.MIN_VALUE, Integer.MIN_VALUE);
        tick.source = Integer.MIN_VALUE;
        Arrays.fill(tick.payload, (byte) -7);
        assertThat(tick.timeNs).isNotZero();
        return tick;
    }
}
