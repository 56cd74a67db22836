package io.ringswarm.codecs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ringswarm.codecs.wire.WireField;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(300)
class BodyWindowTest {
    private final byte[] array = new byte[64];

    @Test
    void shouldReadLittleEndianWhatWasWritten() {
        BodyWriter out = new BodyWriter().wrap(array, 3, 40).length(40);
        out.putByte(0, (byte) 1);
        out.putShort(1, (short) 0x0203);
        out.putInt(3, 0x04050607);
        out.putLong(7, 0x08090A0B0C0D0E0FL);
        out.putDouble(15, 2.5);
        out.putBytes(23, new byte[] {9, 8, 7}, 1, 2);
        assertThat(array[4]).isEqualTo((byte) 3);
        BodyReader in = new BodyReader().wrap(array, 3, out.length());
        byte[] bytes = new byte[2];
        in.getBytes(23, bytes, 0, 2);
        assertThat(in.getByte(0)).isEqualTo((byte) 1);
        assertThat(in.getShort(1)).isEqualTo((short) 0x0203);
        assertThat(in.getInt(3)).isEqualTo(0x04050607);
        assertThat(in.getLong(7)).isEqualTo(0x08090A0B0C0D0E0FL);
        assertThat(in.getDouble(15)).isEqualTo(2.5);
        assertThat(bytes).containsExactly(8, 7);
    }

    @ParameterizedTest
    @ValueSource(ints = {Integer.MIN_VALUE, -1, 3, 9, 10, Integer.MAX_VALUE})
    void shouldThrowWhenALongIsOutsideTheBody(int index) {
        BodyWriter out = new BodyWriter().wrap(array, 3, 20).length(10);
        BodyReader in = new BodyReader().wrap(array, 3, 10);
        assertThatThrownBy(() -> out.putLong(index, 1)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> in.getLong(index)).isInstanceOf(MalformedMessageException.class);
        assertThat(array).containsOnly(0);
    }

    @Test
    void shouldThrowWhenTheLengthIsOutsideTheLimit() {
        BodyWriter out = new BodyWriter().wrap(array, 3, 20);
        assertThatThrownBy(() -> out.length(21))
                .isInstanceOf(BodyTooLargeException.class)
                .hasMessage("bodyBytes=21 (expected: at most 20)");
        assertThatThrownBy(() -> out.length(-1)).isInstanceOf(IllegalArgumentException.class);
        assertThat(out.length(20).length()).isEqualTo(20);
        assertThat(out.wrap(array, 0, 64).length()).isZero();
    }

    @Test
    void shouldThrowWhenTheWindowIsOutsideTheArray() {
        assertThatThrownBy(() -> new BodyWriter().wrap(array, 60, 5)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> new BodyReader().wrap(array, -1, 5)).isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void shouldNameTheArgumentWhenATemplateIsOutOfRange() {
        assertThatThrownBy(() -> new Template(65_536, 1, 0)).hasMessage("id=65536 (expected: 0 to 65535)");
        assertThatThrownBy(() -> new Template(1, 256, 0)).hasMessage("majorVersion=256 (expected: 0 to 255)");
        assertThatThrownBy(() -> new Template(1, 1, -1)).hasMessage("minorVersion=-1 (expected: 0 to 255)");
    }

    @Test
    void shouldNameTheArgumentWhenAWireFieldIsOutOfRange() {
        assertThatThrownBy(() -> new WireField(0, "a")).hasMessage("id=0 (expected: 1 to 65535)");
        assertThatThrownBy(() -> new WireField(65_536, "a")).hasMessage("id=65536 (expected: 1 to 65535)");
        assertThatThrownBy(() -> new WireField(1, "a b")).hasMessageStartingWith("name=a b (expected: ");
    }
}
