package io.ringswarm.codecs.wire;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import net.openhft.chronicle.bytes.VanillaBytes;
import net.openhft.chronicle.wire.TextWire;

/**
 * The lines that {@link TextFieldsOut} writes. Splits them itself, and leaves to Chronicle only quoted text:
 * Chronicle's own reader takes types, nesting, substitutions and compressed data, where hostile text makes it recurse,
 * log and allocate without bound.
 */
final class TextFieldsIn extends ChronicleFieldsIn {
    private static final String BYTES_PREFIX = "!!binary";
    private static final int MAX_NUMBER_CHARS = 32;
    private static final int MAX_ESCAPED_CHARS_PER_CHAR = 6;

    private final TextWire wire;
    private int valueStart;
    private int valueEnd;

    TextFieldsIn(VanillaBytes<Void> bytes) {
        super(bytes);
        wire = new TextWire(bytes);
    }

    @Override
    boolean next(WireField field) {
        int position = (int) bytes.readPosition();
        int end = (int) bytes.readLimit();
        while (position < end && byteAt(position) == '\n') {
            position++;
        }
        if (position == end) {
            return false;
        }
        int lineEnd = position;
        while (lineEnd < end && byteAt(lineEnd) != '\n') {
            lineEnd++;
        }
        if (lineEnd == end) {
            throw malformed(field, "a line without end", "a newline after every value");
        }
        valueStart = skipName(field, position, lineEnd);
        valueEnd = lineEnd;
        trim();
        bytes.readPosition(lineEnd);
        return true;
    }

    @Override
    boolean readBool(WireField field) {
        String word = word(field, "true or false");
        if (!word.equals("true") && !word.equals("false")) {
            throw malformed(field, "value=" + word, "true or false");
        }
        return word.equals("true");
    }

    @Override
    int readInt32(WireField field) {
        String word = word(field, "an int32");
        try {
            return Integer.parseInt(word);
        } catch (NumberFormatException e) {
            throw malformed(field, "value=" + word, "an int32");
        }
    }

    @Override
    long readInt64(WireField field) {
        String word = word(field, "an int64");
        try {
            return Long.parseLong(word);
        } catch (NumberFormatException e) {
            throw malformed(field, "value=" + word, "an int64");
        }
    }

    @Override
    double readFloat64(WireField field) {
        String word = word(field, "a float64");
        try {
            return Double.parseDouble(word);
        } catch (NumberFormatException e) {
            throw malformed(field, "value=" + word, "a float64");
        }
    }

    @Override
    void readText(WireField field, StringBuilder into, int maxChars) {
        int length = valueEnd - valueStart;
        requireAtMost(field, "escapedChars", length, 2L + (long) maxChars * MAX_ESCAPED_CHARS_PER_CHAR);
        if (length > 0 && (byteAt(valueStart) == '"' || byteAt(valueStart) == '\'')) {
            readQuoted(field, into);
        } else {
            into.append(ascii(field, valueStart, valueEnd));
        }
        requireAtMost(field, "chars", into.length(), maxChars);
    }

    @Override
    int readBytes(WireField field, byte[] into) {
        int base64Start = valueStart + BYTES_PREFIX.length();
        if (base64Start > valueEnd || !ascii(field, valueStart, base64Start).equals(BYTES_PREFIX)) {
            throw malformed(field, "a value of " + (valueEnd - valueStart) + " bytes", BYTES_PREFIX + " and Base64");
        }
        valueStart = base64Start;
        trim();
        byte[] decoded = Base64.getDecoder().decode(ascii(field, valueStart, valueEnd));
        requireAtMost(field, "count", decoded.length, into.length);
        System.arraycopy(decoded, 0, into, 0, decoded.length);
        return decoded.length;
    }

    private int skipName(WireField field, int start, int lineEnd) {
        String name = field.name();
        int colon = start + name.length();
        boolean matches = colon < lineEnd && byteAt(colon) == ':';
        for (int i = 0; matches && i < name.length(); i++) {
            matches = byteAt(start + i) == name.charAt(i);
        }
        if (!matches) {
            throw malformed(field, "another line", name + ":");
        }
        return colon + 1;
    }

    /** Lets Chronicle unescape, with nothing but the quoted text in its reach. */
    private void readQuoted(WireField field, StringBuilder into) {
        long lineEnd = bytes.readPosition();
        long bodyEnd = bytes.readLimit();
        if (valueEnd - valueStart < 2 || byteAt(valueEnd - 1) != byteAt(valueStart)) {
            throw malformed(field, "an open quote", "a closing one at the end of the line");
        }
        bytes.readPosition(valueStart);
        bytes.readLimit(valueEnd);
        wire.getValueIn().textTo(into);
        boolean whole = bytes.readRemaining() == 0;
        bytes.readLimit(bodyEnd);
        bytes.readPosition(lineEnd);
        if (!whole) {
            throw malformed(field, "characters after the closing quote", "the end of the line");
        }
    }

    private String word(WireField field, String expected) {
        int length = valueEnd - valueStart;
        if (length < 1 || length > MAX_NUMBER_CHARS) {
            throw malformed(field, "a value of " + length + " characters", expected);
        }
        return ascii(field, valueStart, valueEnd);
    }

    private String ascii(WireField field, int start, int end) {
        byte[] copy = new byte[end - start];
        bytes.read(start, copy, 0, copy.length);
        for (byte letter : copy) {
            if (letter < ' ') {
                throw malformed(field, "byte=" + letter, "printable ASCII outside quotes");
            }
        }
        return new String(copy, StandardCharsets.US_ASCII);
    }

    private byte byteAt(int position) {
        return bytes.readByte((long) position);
    }

    private void trim() {
        while (valueStart < valueEnd && byteAt(valueStart) == ' ') {
            valueStart++;
        }
        while (valueEnd > valueStart && (byteAt(valueEnd - 1) == ' ' || byteAt(valueEnd - 1) == '\r')) {
            valueEnd--;
        }
    }
}
