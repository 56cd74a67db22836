package io.ringswarm.harness.load.schedule;

import io.ringswarm.harness.load.scenario.InvalidInputException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.DateTimeParseException;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAccessor;

/** The lines of a trace, one after the other, checked column by column. Confined to one reader. */
final class TraceLine {
    private static final String HEADER = "TIMESTAMP,ContextTokens,GeneratedTokens";
    private static final String[] COLUMNS = HEADER.split(",");
    private static final String BYTE_ORDER_MARK = "\uFEFF";
    private static final int MAX_TOKENS = 10_000_000;
    private static final long NS_PER_SECOND = 1_000_000_000L;
    private static final DateTimeFormatter TIMESTAMP = new DateTimeFormatterBuilder()
            .append(DateTimeFormatter.ISO_LOCAL_DATE)
            .appendLiteral(' ')
            .appendPattern("HH:mm:ss")
            .appendFraction(ChronoField.NANO_OF_SECOND, 0, 9, true)
            .optionalStart()
            .appendOffset("+HH:MM", "Z")
            .optionalEnd()
            .toFormatter()
            .withResolverStyle(ResolverStyle.STRICT);

    private final String file;
    private int number;
    private int firstBlank;
    private long arrivalNs;
    private int generatedTokens;

    TraceLine(String file) {
        this.file = file;
    }

    void header(String text) {
        number = 1;
        String plain = text == null ? "" : text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
        if (!plain.strip().equals(HEADER)) {
            throw InvalidInputException.of(file + ":1: header", plain, HEADER);
        }
    }

    /** A blank line, which only others may follow. */
    void blank() {
        number++;
        if (firstBlank == 0) {
            firstBlank = number;
        }
    }

    void row(String text) {
        if (firstBlank > 0) {
            throw InvalidInputException.of(file + ":" + firstBlank + ": line", "", "three columns: " + HEADER);
        }
        number++;
        String[] columns = text.split(",", -1);
        if (columns.length != COLUMNS.length) {
            throw InvalidInputException.of(file + ":" + number + ": line", text, "three columns: " + HEADER);
        }
        arrivalNs = timestamp(columns[0].strip());
        tokens(columns[1].strip(), 1);
        generatedTokens = tokens(columns[2].strip(), 2);
    }

    /** ns since 1970; a time without an offset is taken as UTC. */
    long arrivalNs() {
        return arrivalNs;
    }

    int generatedTokens() {
        return generatedTokens;
    }

    private long timestamp(String text) {
        try {
            TemporalAccessor read = TIMESTAMP.parseBest(text, OffsetDateTime::from, LocalDateTime::from);
            Instant time = read instanceof LocalDateTime local
                    ? local.toInstant(ZoneOffset.UTC)
                    : OffsetDateTime.from(read).toInstant();
            return Math.addExact(Math.multiplyExact(time.getEpochSecond(), NS_PER_SECOND), time.getNano());
        } catch (DateTimeParseException | ArithmeticException e) {
            throw refused(
                    0,
                    text,
                    "a time such as 2023-11-16 18:17:03.9799600, with or without an offset from UTC such as +00:00");
        }
    }

    private int tokens(String text, int column) {
        boolean digits = text.matches("[0-9]{1,9}");
        if (!digits || Integer.parseInt(text) > MAX_TOKENS) {
            throw refused(column, text, "a whole number, 0 to " + MAX_TOKENS);
        }
        return Integer.parseInt(text);
    }

    private InvalidInputException refused(int column, String value, String expected) {
        return InvalidInputException.of(file + ":" + number + ": " + COLUMNS[column], value, expected);
    }
}
