package io.ringswarm.codecs.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ringswarm.codecs.BodyReader;
import io.ringswarm.codecs.BodyWriter;
import io.ringswarm.codecs.MalformedMessageException;
import io.ringswarm.codecs.Sample;
import io.ringswarm.codecs.Template;
import java.util.Arrays;
import net.openhft.chronicle.bytes.Bytes;
import net.openhft.chronicle.wire.BinaryWire;
import net.openhft.chronicle.wire.TextWire;
import net.openhft.chronicle.wire.Wire;
import net.openhft.chronicle.wire.WireKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Bodies are Chronicle's own format: its stock wires read what the codecs wrote, and the other way round. */
@Timeout(300)
class ChronicleInteropTest {
    private static final int REFERENCE_LIMIT_BYTES = 120;

    @Test
    void shouldFitASlotBesideItsHeaderWhenTheReferenceMessageIsBinary() {
        assertThat(encode(WireEncoding.BINARY, new SampleMapping())).hasSizeLessThanOrEqualTo(REFERENCE_LIMIT_BYTES);
    }

    @Test
    void shouldBeReadableByChroniclesBinaryWireByFieldNumber() {
        Wire wire = new BinaryWire(
                Bytes.wrapForRead(encode(WireEncoding.BINARY, new StrictSampleMapping())),
                true,
                true,
                false,
                Integer.MAX_VALUE,
                "binary");
        assertNineFields(wire);
    }

    @Test
    void shouldBeReadableByChroniclesFieldLessWire() {
        Wire wire = new BinaryWire(
                Bytes.wrapForRead(encode(WireEncoding.FIELD_LESS, new StrictSampleMapping())),
                true,
                true,
                true,
                Integer.MAX_VALUE,
                "binary");
        assertNineFields(wire);
    }

    @Test
    void shouldBeReadableByChroniclesTextWireByName() {
        assertNineFields(new TextWire(Bytes.wrapForRead(encode(WireEncoding.TEXT, new StrictSampleMapping()))));
    }

    @Test
    void shouldReadWhatChroniclesBinaryWireWrote() {
        Sample sample = Sample.fixed();
        Bytes<?> bytes = Bytes.allocateElasticOnHeap(512);
        Wire wire = new BinaryWire(bytes, true, true, false, Integer.MAX_VALUE, "binary");
        wire.write(key(SampleMapping.SEQUENCE)).int64(sample.sequence);
        wire.write(key(SampleMapping.SOURCE)).int32(sample.source);
        wire.write(key(SampleMapping.TARGET)).int32(sample.target);
        wire.write(key(SampleMapping.TYPE)).int32(sample.type);
        wire.write(key(SampleMapping.TIME_NS)).int64(sample.timeNs);
        wire.write(key(SampleMapping.PAYLOAD)).bytes(sample.payload);
        wire.write(key(EvolvedSampleMapping.URGENT)).bool(sample.urgent);
        wire.write(key(EvolvedSampleMapping.RATE)).float64(sample.rate);
        wire.write(key(EvolvedSampleMapping.NOTE)).text(sample.note);
        byte[] body = bytes.toByteArray();
        Sample decoded = new Sample();
        codec(WireEncoding.BINARY, new StrictSampleMapping())
                .decode(new BodyReader().wrap(body, 0, body.length), decoded);
        assertThat(decoded.allFields()).isEqualTo(sample.allFields());
        assertThat(encode(WireEncoding.BINARY, new StrictSampleMapping())).isEqualTo(body);
    }

    @Test
    void shouldNameFieldAndIdWhenAnotherFieldStandsInItsPlace() {
        byte[] body = encode(WireEncoding.BINARY, new SampleMapping());
        body[1] = 9;
        assertThatThrownBy(() -> codec(WireEncoding.BINARY, new SampleMapping())
                        .decode(new BodyReader().wrap(body, 0, body.length), new Sample()))
                .isInstanceOf(MalformedMessageException.class)
                .hasMessage("field=sequence: fieldId=9 (expected: 1)");
    }

    private static void assertNineFields(Wire wire) {
        Sample sample = Sample.fixed();
        Bytes<?> payload = Bytes.allocateElasticOnHeap(64);
        assertThat(wire.read(key(SampleMapping.SEQUENCE)).int64()).isEqualTo(sample.sequence);
        assertThat(wire.read(key(SampleMapping.SOURCE)).int32()).isEqualTo(sample.source);
        assertThat(wire.read(key(SampleMapping.TARGET)).int32()).isEqualTo(sample.target);
        assertThat(wire.read(key(SampleMapping.TYPE)).int32()).isEqualTo(sample.type);
        assertThat(wire.read(key(SampleMapping.TIME_NS)).int64()).isEqualTo(sample.timeNs);
        wire.read(key(SampleMapping.PAYLOAD)).bytes(payload);
        assertThat(payload.toByteArray()).isEqualTo(sample.payload);
        assertThat(wire.read(key(EvolvedSampleMapping.URGENT)).bool()).isEqualTo(sample.urgent);
        assertThat(wire.read(key(EvolvedSampleMapping.RATE)).float64()).isEqualTo(sample.rate);
        assertThat(wire.read(key(EvolvedSampleMapping.NOTE)).text()).isEqualTo(sample.note.toString());
    }

    private static byte[] encode(WireEncoding encoding, WireMapping<Sample> mapping) {
        byte[] array = new byte[1024];
        BodyWriter out = new BodyWriter().wrap(array, 0, array.length);
        codec(encoding, mapping).encode(Sample.fixed(), out);
        return Arrays.copyOf(array, out.length());
    }

    private static WireCodec<Sample> codec(WireEncoding encoding, WireMapping<Sample> mapping) {
        return new WireCodec<>(new Template(1, 1, 0), mapping, encoding);
    }

    private static WireKey key(WireField field) {
        return new WireKey() {
            @Override
            public String name() {
                return field.name();
            }

            @Override
            public int code() {
                return field.id();
            }
        };
    }
}
