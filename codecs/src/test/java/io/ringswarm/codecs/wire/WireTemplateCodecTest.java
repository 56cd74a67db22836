package io.ringswarm.codecs.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringswarm.codecs.BodyCodec;
import io.ringswarm.codecs.BodyReader;
import io.ringswarm.codecs.BodyTooLargeException;
import io.ringswarm.codecs.BodyWriter;
import io.ringswarm.codecs.MalformedMessageException;
import io.ringswarm.codecs.Mutator;
import io.ringswarm.codecs.Sample;
import io.ringswarm.codecs.Template;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import net.openhft.chronicle.bytes.Bytes;
import net.openhft.chronicle.wire.BinaryWire;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * The template codec beside Chronicle Wire and the codec that uses it for everything: the same bytes, values and
 * exceptions, for mappings, values and damage drawn at random. A failure prints the seed, the case and the body.
 *
 * <p>For longer, and with other seeds:
 *
 * <pre>{@code
 * mvn -pl codecs test -Dtest=WireTemplateCodecTest -Dringswarm.fuzz.mutations=1000000 -Dringswarm.fuzz.seed=7
 * }</pre>
 */
@Timeout(value = 1, unit = TimeUnit.HOURS) // for runs by command; the default takes seconds
class WireTemplateCodecTest {
    private static final long CASES = Long.getLong("ringswarm.fuzz.mutations", 100_000);
    private static final long SEED = Long.getLong("ringswarm.fuzz.seed", 20_260_101);
    private static final Template TEMPLATE = new Template(1, 1, 0);
    private static final int ROOM_BYTES = 600_000;
    private static final int BODIES = 16;
    private static final int DAMAGED_BODIES = 64;

    private final SplittableRandom random = new SplittableRandom(SEED);
    private final BodyWriter out = new BodyWriter();
    private final BodyReader in = new BodyReader();
    private final byte[] room = new byte[ROOM_BYTES];

    @Test
    void shouldWriteTheBytesOfChronicleWhenMappingsAndValuesAreRandom() {
        Bytes<?> bytes = Bytes.allocateElasticOnHeap(ROOM_BYTES);
        BinaryWire wire = new BinaryWire(bytes, true, true, false, Integer.MAX_VALUE, "binary");
        for (long i = 0; i < CASES; i++) {
            DrawnMapping mapping = DrawnMapping.draw(random);
            Object[] value = mapping.drawValue(random);
            bytes.clear();
            mapping.write(value, wire);
            assertThat(encode(new WireTemplateCodec<>(TEMPLATE, mapping), value))
                    .as("seed=%d, case=%d, mapping=%s", SEED, i, mapping)
                    .isEqualTo(bytes.toByteArray());
        }
    }

    @Test
    void shouldReadAsThePlainCodecWhenBodiesAreWholeOrOlder() {
        for (long i = 0; i < CASES; i++) {
            DrawnMapping mapping = DrawnMapping.draw(random);
            Object[] value = mapping.drawValue(random);
            byte[] body = encode(new WireCodec<>(TEMPLATE, mapping), value);
            assertSameOutcome("whole, case=" + i, mapping, body, body.length);
            DrawnMapping older = mapping.older(random);
            byte[] olderBody = encode(new WireCodec<>(TEMPLATE, older), older.drawValue(random));
            assertSameOutcome("older, case=" + i, mapping, olderBody, olderBody.length);
        }
    }

    @Test
    void shouldAnswerOrThrowTheSameWhenLayoutsAreOthersAndBodiesDamaged() {
        int refused = 0;
        int outcomes = 0;
        while (outcomes < CASES) {
            DrawnMapping mapping = DrawnMapping.draw(random);
            List<byte[]> bodies = bodiesOf(mapping);
            for (byte[] body : bodies) {
                refused += assertSameOutcome("case=" + outcomes++, mapping, body, body.length);
            }
            bodies.removeIf(body -> body.length == 0);
            Mutator mutator = new Mutator(random.nextLong(), bodies);
            for (int i = 0; i < DAMAGED_BODIES; i++) {
                int lengthBytes = mutator.next();
                refused += assertSameOutcome("case=" + outcomes++, mapping, mutator.array(), lengthBytes);
            }
        }
        assertThat(refused).isBetween(outcomes / 10, outcomes * 9 / 10);
    }

    @Test
    void shouldRefuseOrWriteTheSameAndNothingOutsideWhenRoomIsShort() {
        byte[] expected = new byte[2048];
        byte[] actual = new byte[2048];
        for (long i = 0; i < CASES; i++) {
            DrawnMapping mapping = DrawnMapping.draw(random);
            Object[] value = mapping.drawValue(random);
            random.nextBytes(expected);
            System.arraycopy(expected, 0, actual, 0, actual.length);
            int offset = random.nextInt(64);
            int limitBytes = random.nextInt(random.nextBoolean() ? 100 : 1500);
            String plain = encodeWithin(new WireCodec<>(TEMPLATE, mapping), value, expected, offset, limitBytes);
            String template =
                    encodeWithin(new WireTemplateCodec<>(TEMPLATE, mapping), value, actual, offset, limitBytes);
            if (!plain.startsWith("length=")) { // what a refused body leaves in its own window is not promised
                System.arraycopy(expected, offset, actual, offset, limitBytes);
            }
            assertThat(template)
                    .as("seed=%d, case=%d, mapping=%s", SEED, i, mapping)
                    .isEqualTo(plain);
            assertThat(actual)
                    .as("seed=%d, case=%d, mapping=%s", SEED, i, mapping)
                    .isEqualTo(expected);
        }
    }

    @Test
    void shouldLeaveChronicleOutWhenTheLayoutIsTheTemplates() {
        BodyCodec<Sample> codec = new WireTemplateCodec<>(TEMPLATE, new StrictSampleMapping());
        Sample sample = Sample.fixed();
        sample.note.setLength(0);
        sample.note.append("ascii");
        codec.encode(sample, out.wrap(room, 0, room.length));
        codec.decode(in.wrap(room, 0, out.length()), new Sample());
        assertThat(((WireScratch) out.scratch()).writtenBytes()).isZero();
        assertThat(((WireScratch) in.scratch()).writtenBytes()).isZero();
        room[1] = 9; // another field's number
        assertThat(outcome(codec, in.wrap(room, 0, out.length()), new Sample()))
                .contains("field=sequence: fieldId=9 (expected: 1)");
        assertThat(((WireScratch) in.scratch()).writtenBytes()).isEqualTo(out.length());
    }

    /** What a sender may have sent instead: an older layout, a disturbed one, numbers of the least width. */
    private List<byte[]> bodiesOf(DrawnMapping mapping) {
        List<byte[]> bodies = new ArrayList<>();
        for (int i = 0; i < BODIES; i++) {
            DrawnMapping layout = i % 4 == 0 ? mapping : mapping.disturbed(random);
            Object[] value = layout.drawValue(random);
            bodies.add(encode(new WireCodec<>(TEMPLATE, layout), value));
        }
        Bytes<?> bytes = Bytes.allocateElasticOnHeap();
        mapping.write(
                mapping.drawValue(random), new BinaryWire(bytes, false, true, false, Integer.MAX_VALUE, "binary"));
        bodies.add(bytes.toByteArray());
        return bodies;
    }

    /** Decodes with both codecs, among bytes that would go on validly; answers 1 when they refused. */
    private int assertSameOutcome(String as, DrawnMapping mapping, byte[] array, int lengthBytes) {
        int offset = random.nextInt(16);
        System.arraycopy(array, 0, room, offset, array.length);
        in.wrap(room, offset, lengthBytes);
        Object[] expected = mapping.emptyValue();
        Object[] actual = mapping.emptyValue();
        String plain = outcome(new WireCodec<>(TEMPLATE, mapping), in, expected);
        String template = outcome(new WireTemplateCodec<>(TEMPLATE, mapping), in, actual);
        if (!template.equals(plain) || !Arrays.deepEquals(actual, expected)) {
            throw new AssertionError("seed=" + SEED + ", " + as + ", mapping=" + mapping + ", plain=" + plain
                    + ", template=" + template + ", expected=" + Arrays.deepToString(expected) + ", actual="
                    + Arrays.deepToString(actual) + ", body="
                    + HexFormat.of().formatHex(Arrays.copyOf(array, lengthBytes)));
        }
        return plain.isEmpty() ? 0 : 1;
    }

    private static <T> String outcome(BodyCodec<T> codec, BodyReader in, T into) {
        try {
            codec.decode(in, into);
            return "";
        } catch (MalformedMessageException e) {
            return e.getMessage() + ", cause=" + e.getCause();
        }
    }

    private byte[] encode(BodyCodec<Object[]> codec, Object[] value) {
        codec.encode(value, out.wrap(room, 7, room.length - 7));
        return Arrays.copyOfRange(room, 7, 7 + out.length());
    }

    private String encodeWithin(BodyCodec<Object[]> codec, Object[] value, byte[] array, int offset, int limitBytes) {
        try {
            codec.encode(value, out.wrap(array, offset, limitBytes));
            return "length=" + out.length();
        } catch (BodyTooLargeException e) {
            return e.getMessage();
        }
    }
}
