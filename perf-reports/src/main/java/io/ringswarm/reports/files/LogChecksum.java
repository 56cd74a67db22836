package io.ringswarm.reports.files;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.CRC32;

/**
 * A comment at the end of a log of latencies that holds the CRC-32 of its lines, whatever they end with. The checksum that each
 * histogram has, Adler-32, is too weak: there are single characters that change samples and leave it as it is. Logs without the
 * comment are as they were written before there was one.
 */
final class LogChecksum {
    private static final Pattern COMMENT = Pattern.compile("#\\[CRC-32 of the lines above: ([0-9a-f]{8})]");

    private LogChecksum() {}

    static String lineFor(List<String> lines) {
        return "#[CRC-32 of the lines above: " + of(lines) + "]";
    }

    /** Whether a line is a checksum, and not that of the lines above it. */
    static boolean isBroken(String line, List<String> above) {
        Matcher checksum = COMMENT.matcher(line);
        return checksum.matches() && !checksum.group(1).equals(of(above));
    }

    private static String of(List<String> lines) {
        CRC32 crc = new CRC32();
        for (String line : lines) {
            crc.update(line.getBytes(StandardCharsets.UTF_8));
            crc.update('\n');
        }
        return String.format(Locale.ROOT, "%08x", crc.getValue());
    }
}
