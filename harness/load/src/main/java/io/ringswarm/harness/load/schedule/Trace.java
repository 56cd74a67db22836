package io.ringswarm.harness.load.schedule;

import io.ringswarm.harness.load.scenario.InvalidInputException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.stream.IntStream;

/**
 * The rows of a trace, in the order of their times: a file whose rows are out of order is sorted, and rows of the same
 * time keep the file's order. Immutable.
 */
public final class Trace {
    private static final int INITIAL_ROWS = 1024;

    private final long[] arrivalNs;
    private final int[] tokens;
    private final String sha256;

    private Trace(long[] arrivalNs, int[] tokens, String sha256) {
        this.arrivalNs = arrivalNs;
        this.tokens = tokens;
        this.sha256 = sha256;
    }

    /**
     * Reads a trace: {@code TIMESTAMP,ContextTokens,GeneratedTokens}, a header line first, lines ended by LF or CRLF;
     * blank ones may stand at the end.
     *
     * @param file where it is
     * @return its rows
     * @throws InvalidInputException naming file, line, column, value and expectation
     */
    public static Trace read(Path file) {
        if (!Files.isRegularFile(file)) {
            throw InvalidInputException.of("trace", file, "a file that exists");
        }
        MessageDigest digest = newDigest();
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                new DigestInputStream(Files.newInputStream(file), digest), StandardCharsets.UTF_8.newDecoder()))) {
            TraceLine line = new TraceLine(file.toString());
            line.header(lines.readLine());
            long[] arrivals = new long[INITIAL_ROWS];
            int[] tokens = new int[INITIAL_ROWS];
            int rows = 0;
            String text;
            while ((text = lines.readLine()) != null) {
                if (text.isBlank()) {
                    line.blank();
                    continue;
                }
                if (rows == arrivals.length) {
                    arrivals = Arrays.copyOf(arrivals, 2 * rows);
                    tokens = Arrays.copyOf(tokens, 2 * rows);
                }
                line.row(text);
                arrivals[rows] = line.arrivalNs();
                tokens[rows] = line.generatedTokens();
                rows++;
            }
            if (rows == 0) {
                throw new InvalidInputException(file + ":2: no row (expected: a row after the header)");
            }
            return sorted(Arrays.copyOf(arrivals, rows), Arrays.copyOf(tokens, rows), digest);
        } catch (CharacterCodingException e) {
            throw InvalidInputException.of("trace", file, "text in UTF-8");
        } catch (IOException e) {
            throw InvalidInputException.of("trace", file, "a readable file, but " + e.getMessage());
        }
    }

    private static Trace sorted(long[] arrivals, int[] tokens, MessageDigest digest) {
        int[] order = IntStream.range(0, arrivals.length)
                .boxed()
                .sorted((a, b) -> Long.compare(arrivals[a], arrivals[b]))
                .mapToInt(Integer::intValue)
                .toArray();
        long first = arrivals[order[0]];
        long[] sortedArrivals =
                Arrays.stream(order).mapToLong(i -> arrivals[i] - first).toArray();
        int[] sortedTokens = Arrays.stream(order).map(i -> tokens[i]).toArray();
        return new Trace(sortedArrivals, sortedTokens, HexFormat.of().formatHex(digest.digest()));
    }

    /** How many rows there are. */
    public int rows() {
        return arrivalNs.length;
    }

    /** When a row's request arrives, ns after the first row's. */
    public long arrivalNs(int row) {
        return arrivalNs[row];
    }

    /** How many tokens a row's request generates. */
    public int generatedTokens(int row) {
        return tokens[row];
    }

    /** Digest of the file. */
    public String sha256() {
        return sha256;
    }

    /** Requests and tokens together. */
    public long messages() {
        return rows() + Arrays.stream(tokens).asLongStream().sum();
    }

    private static MessageDigest newDigest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JVM has SHA-256", e);
        }
    }
}
