package io.ringswarm.reports.files;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Locale;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramLogWriter;

/**
 * Collects {@code latency.hlog}: a histogram in nanoseconds for each second and tag, in the log format of HdrHistogram, 1.3. A histogram
 * is encoded when it is appended, so that a long run holds kilobytes for a second and not whole histograms. Confined to one thread.
 */
public final class LatencyLog {
    private static final double NANOSECONDS = 1.0;

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final HistogramLogWriter writer = new HistogramLogWriter(bytes);

    /**
     * Starts a log.
     *
     * @param runId the run's name, stated in a comment
     * @param startedAt when second 0 began
     */
    public LatencyLog(String runId, OffsetDateTime startedAt) {
        long startMs = startedAt.toInstant().toEpochMilli();
        writer.outputComment("[Ringswarm run " + runId.replaceAll("\\p{Cntrl}", " ") + ", values in nanoseconds]");
        writer.outputLogFormatVersion();
        writer.outputComment(startTime(startMs));
        writer.outputBaseTime(startMs);
        writer.outputLegend();
    }

    /** As HdrHistogram's own writer has it, but with the date of UTC and not of the machine's language and time zone. */
    private static String startTime(long startMs) {
        return String.format(
                Locale.ROOT,
                "[StartTime: %d.%03d (seconds since epoch), %s]",
                startMs / 1000,
                startMs % 1000,
                Instant.ofEpochMilli(startMs));
    }

    /**
     * Appends the samples of one second.
     *
     * @param tag what was measured
     * @param second the second, counted from 0; not below that of the call before
     * @param samples in nanoseconds, not being recorded into; unchanged on return
     */
    public void append(LatencyTag tag, int second, Histogram samples) {
        String tagBefore = samples.getTag();
        samples.setTag(tag.text());
        writer.outputIntervalHistogram(second, second + 1.0, samples, NANOSECONDS);
        samples.setTag(tagBefore);
    }

    /** The log as it is now, with its checksum. */
    byte[] toBytes() {
        String log = bytes.toString(StandardCharsets.UTF_8);
        return (log + LogChecksum.lineFor(log.lines().toList()) + System.lineSeparator())
                .getBytes(StandardCharsets.UTF_8);
    }
}
