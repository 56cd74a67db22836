package io.ringswarm.reports.files;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.DataFormatException;
import org.HdrHistogram.Histogram;

/**
 * Reads a saved {@code latency.hlog} back, as {@link LatencyLog} writes it. Every histogram is decoded once while reading, so that a log
 * that is returned is whole: a line that was cut off or changed is refused with its number. Lines of tags that this version does not know
 * are checked for their form and skipped.
 */
public final class LatencyLogReader {
    private static final Pattern OURS = Pattern.compile("#\\[Ringswarm run .*, values in nanoseconds]");
    private static final Pattern VERSION = Pattern.compile("#\\[Histogram log format version (.*)]");
    private static final String KNOWN_VERSION = "1.3";
    private static final Pattern LINE =
            Pattern.compile("Tag=([^,]+),(\\d{1,9})\\.000,1\\.000,(\\d{1,19})\\.000,([A-Za-z0-9+/]+=*)");
    private static final int MAX_SHOWN = 40;

    private final Path file;
    private final Map<LatencyTag, List<SecondSamples>> seconds = new EnumMap<>(LatencyTag.class);

    private LatencyLogReader(Path file) {
        this.file = file;
    }

    /**
     * Reads a log.
     *
     * @param file a {@code latency.hlog}
     * @return its seconds, tag by tag; none when nothing was recorded
     * @throws UnreadableReportException when there is no such file, or it is not a log that Ringswarm wrote, is of another version of the
     *     format, or a line of it is damaged; the message names the file, the line and what was expected there
     */
    public static SavedLatencyLog read(Path file) throws UnreadableReportException {
        return read(file, lines(file));
    }

    /** Reads what was written just now and may not be on the disk yet. */
    static SavedLatencyLog read(LatencyLog log) throws UnreadableReportException {
        String text = new String(log.toBytes(), StandardCharsets.UTF_8);
        return read(Path.of(ReportFolder.HISTOGRAM_LOG), text.lines().toList());
    }

    private static SavedLatencyLog read(Path file, List<String> lines) throws UnreadableReportException {
        LatencyLogReader reader = new LatencyLogReader(file);
        reader.readLines(lines);
        return new SavedLatencyLog(reader.seconds);
    }

    private static List<String> lines(Path file) throws UnreadableReportException {
        try {
            return Files.readAllLines(file, StandardCharsets.UTF_8);
        } catch (CharacterCodingException e) {
            throw new UnreadableReportException(file, "expected: text, a histogram log", e);
        } catch (IOException e) {
            throw new UnreadableReportException(file, UnreadableReportException.words(e), e);
        }
    }

    private void readLines(List<String> lines) throws UnreadableReportException {
        if (lines.isEmpty() || !OURS.matcher(lines.get(0)).matches()) {
            throw fault(1, lines.isEmpty() ? "" : lines.get(0), "#[Ringswarm run ..., values in nanoseconds]", null);
        }
        boolean versionSeen = false;
        for (int number = 1; number <= lines.size(); number++) {
            String line = lines.get(number - 1);
            if (LogChecksum.isBroken(line, lines.subList(0, number - 1))) {
                throw fault(number, line, LogChecksum.lineFor(lines.subList(0, number - 1)), null);
            }
            if (line.startsWith("#")) {
                versionSeen |= isVersion(number, line);
            } else if (!line.startsWith("\"")) {
                requireVersion(number, line, versionSeen);
                add(number, line);
            }
        }
        requireVersion(lines.size(), lines.get(lines.size() - 1), versionSeen);
    }

    private boolean isVersion(int number, String line) throws UnreadableReportException {
        Matcher version = VERSION.matcher(line);
        if (!version.matches()) {
            return false;
        }
        if (!version.group(1).equals(KNOWN_VERSION)) {
            throw new UnreadableReportException(
                    file,
                    "line " + number + ": version=" + shortened(version.group(1)) + ", expected: " + KNOWN_VERSION,
                    null);
        }
        return true;
    }

    private void requireVersion(int number, String line, boolean versionSeen) throws UnreadableReportException {
        if (!versionSeen) {
            throw fault(number, line, "#[Histogram log format version " + KNOWN_VERSION + "] before it", null);
        }
    }

    private void add(int number, String line) throws UnreadableReportException {
        Matcher parts = LINE.matcher(line);
        if (!parts.matches()) {
            throw fault(number, line, "Tag=TAG,SECOND.000,1.000,MAX.000,HISTOGRAM", null);
        }
        int second = Integer.parseInt(parts.group(2));
        SecondSamples samples = new SecondSamples(second, parts.group(4));
        Histogram decoded = decoded(number, samples);
        if (!parts.group(3).equals(String.valueOf(decoded.getMaxValue()))) {
            throw new UnreadableReportException(
                    file,
                    "line " + number + ": max=" + parts.group(3) + ", expected: " + decoded.getMaxValue()
                            + " as in its histogram",
                    null);
        }
        LatencyTag tag = LatencyTag.ofText(parts.group(1));
        if (tag != null) {
            add(number, tag, samples);
        }
    }

    private Histogram decoded(int number, SecondSamples samples) throws UnreadableReportException {
        try {
            return samples.decode();
        } catch (DataFormatException | RuntimeException e) {
            throw fault(number, samples.encoded(), "an HdrHistogram, V2 compressed, in base64", e);
        }
    }

    private void add(int number, LatencyTag tag, SecondSamples samples) throws UnreadableReportException {
        List<SecondSamples> ofTag = seconds.computeIfAbsent(tag, unused -> new ArrayList<>());
        if (!ofTag.isEmpty() && samples.second() <= ofTag.get(ofTag.size() - 1).second()) {
            throw new UnreadableReportException(
                    file,
                    "line " + number + ": second=" + samples.second() + ", expected: above "
                            + ofTag.get(ofTag.size() - 1).second() + ", the one before it of " + tag.text(),
                    null);
        }
        ofTag.add(samples);
    }

    private UnreadableReportException fault(int number, String found, String expected, Exception cause) {
        return new UnreadableReportException(
                file, "line " + number + ": " + shortened(found) + ", expected: " + expected, cause);
    }

    private static String shortened(String text) {
        String printable = text.replaceAll("\\p{Cntrl}", "?");
        return printable.length() <= MAX_SHOWN ? printable : printable.substring(0, MAX_SHOWN) + "...";
    }
}
