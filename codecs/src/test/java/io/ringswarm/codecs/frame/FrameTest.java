package io.ringswarm.codecs.frame;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ringswarm.codecs.LittleEndian;
import io.ringswarm.codecs.MalformedMessageException;
import io.ringswarm.codecs.Mutator;
import io.ringswarm.codecs.Template;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(300)
class FrameTest {
    private static final long SEED = 20_260_101L;
    private static final int OFFSET = 5;
    private static final int LENGTH_BYTES = 100;
    private static final Template TEMPLATE = new Template(0xFEFE, 200, 3);

    /** The header that {@link #frame} describes, as version 1 lays it out; never regenerated. */
    private static final String VERSION_1 = "64000000" + "fefe" + "c8" + "23"
            + "0100000000000080" + "02000000000000a0" + "03000000000000b0" + "04000000000000c0" + "05000000000000d0"
            + "ffffffffffffff7f" + "07000000000000f0";

    @Test
    void shouldLayEveryFieldOutAsVersion1Does() {
        byte[] header = Arrays.copyOfRange(frame(), OFFSET, OFFSET + FrameLayout.HEADER_BYTES);
        assertThat(HexFormat.of().formatHex(header)).isEqualTo(VERSION_1);
    }

    @Test
    void shouldReadEveryFieldBackWhenAllAreWritten() {
        byte[] frame = frame();
        assertThat(FrameHeader.lengthOf(FrameHeader.lead(frame, OFFSET))).isEqualTo(LENGTH_BYTES);
        assertThat(FrameHeader.versionOf(FrameHeader.lead(frame, OFFSET))).isEqualTo(FrameLayout.VERSION);
        assertThat(FrameHeader.flagsOf(FrameHeader.lead(frame, OFFSET))).isZero();
        assertThat(FrameHeader.templateIdOf(FrameHeader.lead(frame, OFFSET))).isEqualTo(0xFEFE);
        assertThat(FrameHeader.templateMajorOf(FrameHeader.lead(frame, OFFSET))).isEqualTo(200);
        assertThat(FrameHeader.priorityOf(FrameHeader.lead(frame, OFFSET))).isEqualTo(3);
        assertThat(FrameHeader.source(frame, OFFSET)).isEqualTo(0x8000000000000001L);
        assertThat(FrameHeader.target(frame, OFFSET)).isEqualTo(0xA000000000000002L);
        assertThat(FrameHeader.correlation(frame, OFFSET)).isEqualTo(0xB000000000000003L);
        assertThat(FrameHeader.dueNs(frame, OFFSET)).isEqualTo(0xC000000000000004L);
        assertThat(FrameHeader.sentNs(frame, OFFSET)).isEqualTo(0xD000000000000005L);
        assertThat(FrameHeader.deadlineNs(frame, OFFSET)).isEqualTo(FrameLayout.NO_DEADLINE);
        assertThat(FrameHeader.traceId(frame, OFFSET)).isEqualTo(0xF000000000000007L);
    }

    @Test
    void shouldWriteNothingOutsideTheHeader() {
        byte[] frame = frame();
        Arrays.fill(frame, OFFSET, OFFSET + FrameLayout.HEADER_BYTES, (byte) 0);
        assertThat(frame).containsOnly(0);
    }

    @Test
    void shouldAnswerTheLengthWhenTheFrameIsValid() {
        assertThat(FrameCheck.requireValid(frame(), OFFSET, 150)).isEqualTo(LENGTH_BYTES);
        assertThat(FrameCheck.requireValid(frame(), OFFSET, LENGTH_BYTES)).isEqualTo(LENGTH_BYTES);
    }

    @ParameterizedTest
    @ValueSource(ints = {Integer.MIN_VALUE, -1, 0, FrameLayout.HEADER_BYTES - 1, 151, Integer.MAX_VALUE})
    void shouldNameTheLengthWhenItIsNotWithinWhatIsAvailable(int lengthBytes) {
        byte[] frame = frame();
        LittleEndian.INT.set(frame, OFFSET + FrameLayout.LENGTH_OFFSET, lengthBytes);
        assertThatThrownBy(() -> FrameCheck.requireValid(frame, OFFSET, 150))
                .isInstanceOf(MalformedMessageException.class)
                .hasMessage("frameLength=" + lengthBytes + " (expected: 64 to 150)");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 2, 7})
    void shouldNameTheVersionWhenItIsNotKnown(int version) {
        byte[] frame = frame();
        frame[OFFSET + FrameLayout.CONTROL_OFFSET] = (byte) (version << FrameLayout.VERSION_SHIFT);
        assertThatThrownBy(() -> FrameCheck.requireValid(frame, OFFSET, 150))
                .isInstanceOf(MalformedMessageException.class)
                .hasMessage("frameVersion=" + version + " (expected: 1)");
    }

    @ParameterizedTest
    @ValueSource(
            ints = {FrameLayout.FLAG_ASK, FrameLayout.FLAG_OVERFLOW, FrameLayout.FLAG_VOID, FrameLayout.FLAGS_MASK})
    void shouldNameTheFlagsWhenTheySpeakOfASlot(int flags) {
        byte[] frame = frame();
        FrameHeader.lead(frame, OFFSET, LENGTH_BYTES, flags, TEMPLATE, 0);
        assertThatThrownBy(() -> FrameCheck.requireValid(frame, OFFSET, 150))
                .isInstanceOf(MalformedMessageException.class)
                .hasMessageStartingWith("flags=" + flags);
    }

    @Test
    void shouldThrowWhenLessThanAHeaderIsAvailable() {
        for (int availableBytes = 0; availableBytes < FrameLayout.HEADER_BYTES; availableBytes++) {
            int available = availableBytes;
            assertThatThrownBy(() -> FrameCheck.requireValid(frame(), OFFSET, available))
                    .isInstanceOf(MalformedMessageException.class);
        }
        assertThatThrownBy(() -> FrameCheck.requireValid(new byte[80], 17, 64))
                .isInstanceOf(IndexOutOfBoundsException.class);
        assertThatCode(() -> FrameCheck.requireValid(frame(), OFFSET, LENGTH_BYTES))
                .doesNotThrowAnyException();
    }

    @Test
    void shouldOnlyThrowTheDocumentedExceptionWhenFramesAreDamaged() {
        byte[] valid = Arrays.copyOfRange(frame(), OFFSET, OFFSET + LENGTH_BYTES);
        Mutator mutator = new Mutator(SEED, List.of(valid));
        int accepted = 0;
        for (int i = 0; i < 1_000_000; i++) {
            int availableBytes = mutator.next();
            try {
                int lengthBytes = FrameCheck.requireValid(mutator.array(), 0, availableBytes);
                assertThat(lengthBytes)
                        .as("seed=%d, frame=%d", SEED, i)
                        .isBetween(FrameLayout.HEADER_BYTES, availableBytes);
                accepted++;
            } catch (MalformedMessageException e) {
                assertThat(e.getMessage()).contains("expected: ");
            }
        }
        assertThat(accepted).isBetween(1, 999_999);
    }

    private static byte[] frame() {
        byte[] frame = new byte[200];
        FrameHeader.lead(frame, OFFSET, LENGTH_BYTES, 0, TEMPLATE, 3);
        FrameHeader.source(frame, OFFSET, 0x8000000000000001L);
        FrameHeader.target(frame, OFFSET, 0xA000000000000002L);
        FrameHeader.correlation(frame, OFFSET, 0xB000000000000003L);
        FrameHeader.dueNs(frame, OFFSET, 0xC000000000000004L);
        FrameHeader.sentNs(frame, OFFSET, 0xD000000000000005L);
        FrameHeader.deadlineNs(frame, OFFSET, FrameLayout.NO_DEADLINE);
        FrameHeader.traceId(frame, OFFSET, 0xF000000000000007L);
        return frame;
    }

    @Test
    void shouldWriteAHeaderWithNothingInItOverWhateverWasThere() {
        byte[] frame = frame();
        FrameHeader.empty(frame, OFFSET);
        long lead = FrameHeader.lead(frame, OFFSET);
        assertThat(FrameHeader.lengthOf(lead)).isEqualTo(FrameLayout.HEADER_BYTES);
        assertThat(FrameHeader.flagsOf(lead)).isZero();
        assertThat(FrameHeader.templateIdOf(lead)).isZero();
        assertThat(FrameHeader.versionOf(lead)).isEqualTo(FrameLayout.VERSION);
        assertThat(FrameHeader.source(frame, OFFSET)).isZero();
        assertThat(FrameHeader.target(frame, OFFSET)).isZero();
        assertThat(FrameHeader.correlation(frame, OFFSET)).isZero();
        assertThat(FrameHeader.dueNs(frame, OFFSET)).isEqualTo(FrameLayout.DUE_WHEN_SENT);
        assertThat(FrameHeader.sentNs(frame, OFFSET)).isZero();
        assertThat(FrameHeader.deadlineNs(frame, OFFSET)).isEqualTo(FrameLayout.NO_DEADLINE);
        assertThat(FrameHeader.traceId(frame, OFFSET)).isZero();
    }

    @Test
    void shouldKeepTheAskFlagApartFromThePriority() {
        byte[] frame = frame();
        FrameHeader.lead(frame, OFFSET, LENGTH_BYTES, FrameLayout.FLAG_ASK, new Template(1, 1, 0), 3);
        long lead = FrameHeader.lead(frame, OFFSET);
        assertThat(FrameHeader.flagsOf(lead)).isEqualTo(FrameLayout.FLAG_ASK);
        assertThat(FrameHeader.priorityOf(lead)).isEqualTo(3);
    }
}
