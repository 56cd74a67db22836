package io.ringswarm.harness.load.measure;

import io.ringswarm.reports.files.LatencyLog;
import io.ringswarm.reports.files.LatencyTag;
import java.util.ArrayList;
import java.util.List;
import org.HdrHistogram.Histogram;

/**
 * The histograms of each second. Encoding them takes some ten milliseconds of a core, which messages would wait for where
 * cores are few; so it is left until the run is over. Confined to one thread at a time.
 */
final class SecondLog {
    private final List<Line> lines = new ArrayList<>();

    private record Line(LatencyTag tag, int second, SparseHistogram samples) {}

    void add(LatencyTag tag, int second, Histogram samples) {
        lines.add(new Line(tag, second, SparseHistogram.of(samples)));
    }

    void writeTo(LatencyLog log) {
        lines.forEach(
                line -> log.append(line.tag(), line.second(), line.samples().toHistogram()));
    }
}
