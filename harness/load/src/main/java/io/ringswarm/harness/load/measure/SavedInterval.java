package io.ringswarm.harness.load.measure;

import io.ringswarm.reports.run.Interval;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * A second as a run's temporary file has it: its values one after the other, null as {@link Long#MIN_VALUE} or as no number. Plain
 * code on purpose: it runs once a second beside what is measured, and what a JSON library does for the same would be compiled meanwhile.
 */
final class SavedInterval {
    private static final long NONE = Long.MIN_VALUE;

    private SavedInterval() {}

    static void write(Interval interval, DataOutput out) throws IOException {
        out.writeInt(interval.second());
        write(interval.sent(), out);
        write(interval.handled(), out);
        write(interval.p50Ns(), out);
        write(interval.p95Ns(), out);
        write(interval.p99Ns(), out);
        write(interval.maxNs(), out);
        write(interval.queueDepth(), out);
        write(interval.gcNs(), out);
        write(interval.safepointNs(), out);
        write(interval.stealNs(), out);
        write(interval.runDelayNs(), out);
        write(interval.throttledNs(), out);
        write(interval.hiccupMaxNs(), out);
        write(interval.cpuCores(), out);
        write(interval.rssBytes(), out);
        write(interval.offered(), out);
        write(interval.compileNs(), out);
        write(interval.batchMean(), out);
        write(interval.batchMax(), out);
        List<Long> responses = interval.responses();
        out.writeInt(responses == null ? -1 : responses.size());
        for (int i = 0; responses != null && i < responses.size(); i++) {
            out.writeLong(responses.get(i));
        }
    }

    static Interval read(DataInput in) throws IOException {
        return new Interval(
                in.readInt(),
                readLong(in),
                readLong(in),
                readLong(in),
                readLong(in),
                readLong(in),
                readLong(in),
                readLong(in),
                readLong(in),
                readLong(in),
                readLong(in),
                readLong(in),
                readLong(in),
                readLong(in),
                readDouble(in),
                readLong(in),
                readLong(in),
                readLong(in),
                readDouble(in),
                readLong(in),
                readLongs(in));
    }

    private static void write(Long value, DataOutput out) throws IOException {
        out.writeLong(value == null ? NONE : value);
    }

    private static void write(Double value, DataOutput out) throws IOException {
        out.writeDouble(value == null ? Double.NaN : value);
    }

    private static Long readLong(DataInput in) throws IOException {
        long value = in.readLong();
        return value == NONE ? null : (Long) value;
    }

    private static Double readDouble(DataInput in) throws IOException {
        double value = in.readDouble();
        return Double.isNaN(value) ? null : (Double) value;
    }

    private static List<Long> readLongs(DataInput in) throws IOException {
        int size = in.readInt();
        if (size < 0) {
            return null;
        }
        List<Long> values = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            values.add(in.readLong());
        }
        return values;
    }
}
