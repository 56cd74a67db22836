package io.ringswarm.harness.load.measure;

import io.ringswarm.reports.files.LatencyLog;
import io.ringswarm.reports.files.LatencyTag;
import io.ringswarm.reports.run.Interval;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.HdrHistogram.Histogram;

/**
 * The seconds that are over, in a temporary file, so that memory does not grow with a run. Histograms are kept by their values:
 * encoding them as a report has them takes some ten milliseconds of a core, which messages would wait for where cores
 * are few; so that is left until the run is over. Confined to one thread at a time.
 */
final class SecondLog implements AutoCloseable {
    private static final int INTERVAL = -1;

    private final Path file;
    private final DataOutputStream out;

    SecondLog() {
        try {
            file = Files.createTempFile("ringswarm-", ".seconds");
            out = new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file)));
        } catch (IOException e) {
            throw failed("made", e);
        }
    }

    void add(Interval interval) {
        try {
            out.writeByte(INTERVAL);
            SavedInterval.write(interval, out);
        } catch (IOException e) {
            throw failed("written", e);
        }
    }

    void add(LatencyTag tag, int second, Histogram samples) {
        try {
            out.writeByte(tag.ordinal());
            out.writeInt(second);
            SparseHistogram.of(samples).writeTo(out);
        } catch (IOException e) {
            throw failed("written", e);
        }
    }

    /** Everything in the order of its seconds. */
    void writeTo(LatencyLog log) {
        read(log, new ArrayList<>());
    }

    List<Interval> intervals() {
        List<Interval> intervals = new ArrayList<>();
        read(null, intervals);
        return intervals;
    }

    private void read(LatencyLog log, List<Interval> intervals) {
        try {
            out.flush();
            try (DataInputStream in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file)))) {
                for (int kind = in.read(); kind >= 0; kind = in.read()) {
                    if ((byte) kind == INTERVAL) {
                        intervals.add(SavedInterval.read(in));
                        continue;
                    }
                    int second = in.readInt();
                    SparseHistogram samples = SparseHistogram.readFrom(in);
                    if (log != null) {
                        log.append(LatencyTag.values()[kind], second, samples.toHistogram());
                    }
                }
            }
        } catch (IOException e) {
            throw failed("read", e);
        }
    }

    @Override
    public void close() {
        try {
            try (out) {
                out.flush();
            } finally {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw failed("deleted", e);
        }
    }

    private UncheckedIOException failed(String what, IOException e) {
        return new UncheckedIOException("the file of the run's seconds cannot be " + what + ": " + e.getMessage(), e);
    }
}
