package io.ringswarm.codecs.wire;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import net.openhft.chronicle.wire.BinaryWire;
import net.openhft.chronicle.wire.ValueOut;

/**
 * A mapping whose fields are drawn at random. A value has a {@code Boolean}, {@code Integer}, {@code Long}, the bits of a
 * {@code double} as {@code Long}, {@code String} or {@code byte[]} for each.
 */
final class DrawnMapping implements WireMapping<Object[]> {
    private static final int[] LENGTHS = {0, 1, 7, 8, 9, 30, 31, 32, 33, 64, 127, 128, 253, 254, 255, 256, 257};
    private static final int[] LONG_LENGTHS = {65_533, 65_534, 65_535, 65_536, 70_000};
    private static final int[] IDS = {1, 2, 126, 127, 128, 129, 255, 256, 16_383, 16_384, 32_767, 32_768, 65_535};
    private static final long[] NUMBERS = {0, 1, -1, Long.MIN_VALUE, Long.MAX_VALUE, Integer.MIN_VALUE, 0xBA, 0xA7_01_BA
    };
    private static final double[] DOUBLES = {0.0, -0.0, 1.0, Double.NaN, Double.NEGATIVE_INFINITY, Double.MIN_VALUE};
    private static final int LONG_VALUE_IN = 2_000;

    enum Kind {
        BOOL,
        INT32,
        INT64,
        FLOAT64,
        TEXT,
        BYTES
    }

    /**
     * One field.
     *
     * @param optional whether its absence is answered with a default; then that of all that follow is too
     * @param max the most characters or bytes that a reader takes
     * @param builder whether text is given as a builder
     */
    record Column(WireField field, Kind kind, boolean optional, int max, boolean builder) {}

    private final List<Column> columns;

    DrawnMapping(List<Column> columns) {
        this.columns = columns;
    }

    static DrawnMapping draw(SplittableRandom random) {
        List<Column> columns = new ArrayList<>();
        int count = 1 + random.nextInt(8);
        int required = random.nextInt(count + 1);
        for (int i = 0; i < count; i++) {
            columns.add(column(random, i + 1, i >= required));
        }
        return new DrawnMapping(columns);
    }

    private static Column column(SplittableRandom random, int smallId, boolean optional) {
        int id = random.nextInt(3) == 0 ? IDS[random.nextInt(IDS.length)] : smallId;
        Kind kind = Kind.values()[random.nextInt(Kind.values().length)];
        int max = random.nextInt(3) == 0 ? random.nextInt(40) : 80_000;
        return new Column(new WireField(id, "f" + smallId), kind, optional, max, random.nextBoolean());
    }

    /** The same fields, but for one that is elsewhere, missing, repeated, unknown, renumbered or of another type. */
    DrawnMapping disturbed(SplittableRandom random) {
        List<Column> changed = new ArrayList<>(columns);
        int at = random.nextInt(changed.size());
        Column column = changed.get(at);
        switch (random.nextInt(6)) {
            case 0 -> changed.add(random.nextInt(changed.size()), changed.remove(at));
            case 1 -> changed.remove(at);
            case 2 -> changed.add(at, column);
            case 3 -> changed.add(at, column(random, 100, false));
            case 4 -> changed.set(at, column(random, 101, column.optional()));
            default -> changed.set(at, retyped(random, column));
        }
        return new DrawnMapping(changed);
    }

    /** The first fields alone, as an older sender has them. */
    DrawnMapping older(SplittableRandom random) {
        return new DrawnMapping(columns.subList(0, random.nextInt(columns.size() + 1)));
    }

    private static Column retyped(SplittableRandom random, Column column) {
        Kind kind = Kind.values()[random.nextInt(Kind.values().length)];
        return new Column(column.field(), kind, column.optional(), column.max(), column.builder());
    }

    Object[] drawValue(SplittableRandom random) {
        return columns.stream().map(column -> drawValue(random, column)).toArray();
    }

    Object[] emptyValue() {
        return new Object[columns.size()];
    }

    private static Object drawValue(SplittableRandom random, Column column) {
        boolean edge = random.nextInt(3) == 0;
        return switch (column.kind()) {
            case BOOL -> random.nextBoolean();
            case INT32 -> edge ? (int) NUMBERS[random.nextInt(NUMBERS.length)] : random.nextInt();
            case INT64 -> edge ? NUMBERS[random.nextInt(NUMBERS.length)] : random.nextLong();
            case FLOAT64 ->
                edge ? Double.doubleToRawLongBits(DOUBLES[random.nextInt(DOUBLES.length)]) : random.nextLong();
            case TEXT -> text(random, length(random));
            case BYTES -> bytes(random, length(random));
        };
    }

    private static int length(SplittableRandom random) {
        if (random.nextInt(LONG_VALUE_IN) == 0) {
            return LONG_LENGTHS[random.nextInt(LONG_LENGTHS.length)];
        }
        return random.nextBoolean() ? random.nextInt(40) : LENGTHS[random.nextInt(LENGTHS.length)];
    }

    private static String text(SplittableRandom random, int chars) {
        int bound = random.nextInt(3) == 0 ? Character.MAX_VALUE + 1 : 0x80;
        StringBuilder text = new StringBuilder(chars);
        for (int i = 0; i < chars; i++) {
            text.append((char) random.nextInt(bound));
        }
        return text.toString();
    }

    private static byte[] bytes(SplittableRandom random, int count) {
        byte[] bytes = new byte[count];
        random.nextBytes(bytes);
        return bytes;
    }

    @Override
    public void write(Object[] value, WireFieldsOut out) {
        for (int i = 0; i < value.length; i++) {
            Column column = columns.get(i);
            WireField field = column.field();
            switch (column.kind()) {
                case BOOL -> out.bool(field, (Boolean) value[i]);
                case INT32 -> out.int32(field, (Integer) value[i]);
                case INT64 -> out.int64(field, (Long) value[i]);
                case FLOAT64 -> out.float64(field, Double.longBitsToDouble((Long) value[i]));
                case TEXT -> out.text(field, text(column, (String) value[i]));
                case BYTES -> writeBytes(field, (byte[]) value[i], out);
            }
        }
    }

    private static CharSequence text(Column column, String text) {
        return column.builder() ? new StringBuilder(text) : text;
    }

    private static void writeBytes(WireField field, byte[] bytes, WireFieldsOut out) {
        byte[] inside = new byte[bytes.length + 5];
        System.arraycopy(bytes, 0, inside, 3, bytes.length);
        out.bytes(field, inside, 3, bytes.length);
    }

    /** Writes with a wire of Chronicle's alone. */
    void write(Object[] value, BinaryWire wire) {
        for (int i = 0; i < value.length; i++) {
            Column column = columns.get(i);
            ValueOut out = wire.writeEventId(column.field().id());
            switch (column.kind()) {
                case BOOL -> out.bool((Boolean) value[i]);
                case INT32 -> out.int32((Integer) value[i]);
                case INT64 -> out.int64((Long) value[i]);
                case FLOAT64 -> out.float64(Double.longBitsToDouble((Long) value[i]));
                case TEXT -> out.text(text(column, (String) value[i]));
                case BYTES -> out.bytes((byte[]) value[i]);
            }
        }
    }

    @Override
    public void read(WireFieldsIn in, Object[] into) {
        for (int i = 0; i < into.length; i++) {
            Column column = columns.get(i);
            into[i] = column.optional() ? readOptional(in, column) : read(in, column);
        }
    }

    private static Object read(WireFieldsIn in, Column column) {
        WireField field = column.field();
        return switch (column.kind()) {
            case BOOL -> in.bool(field);
            case INT32 -> in.int32(field);
            case INT64 -> in.int64(field);
            case FLOAT64 -> Double.doubleToRawLongBits(in.float64(field));
            case TEXT -> {
                StringBuilder text = new StringBuilder("left over");
                in.text(field, text, column.max());
                yield text.toString();
            }
            case BYTES -> {
                byte[] bytes = new byte[column.max()];
                yield Arrays.copyOf(bytes, in.bytes(field, bytes));
            }
        };
    }

    private static Object readOptional(WireFieldsIn in, Column column) {
        WireField field = column.field();
        return switch (column.kind()) {
            case BOOL -> in.bool(field, true);
            case INT32 -> in.int32(field, -7);
            case INT64 -> in.int64(field, -8L);
            case FLOAT64 -> Double.doubleToRawLongBits(in.float64(field, -9.0));
            case TEXT -> {
                StringBuilder text = new StringBuilder("left over");
                in.textOrEmpty(field, text, column.max());
                yield text.toString();
            }
            case BYTES -> {
                byte[] bytes = new byte[column.max()];
                yield Arrays.copyOf(bytes, in.bytesOrEmpty(field, bytes));
            }
        };
    }

    @Override
    public String toString() {
        return columns.stream()
                .map(column -> column.field().id() + ":"
                        + column.kind().name().toLowerCase(Locale.ROOT) + (column.optional() ? "?" : "") + "<"
                        + column.max())
                .toList()
                .toString();
    }
}
