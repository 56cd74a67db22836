package io.ringswarm.reports.files;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** A {@code latency.hlog} that was read back whole. Never changes; threads may share it. */
public final class SavedLatencyLog {
    private final Map<LatencyTag, List<SecondSamples>> seconds = new EnumMap<>(LatencyTag.class);

    SavedLatencyLog(Map<LatencyTag, List<SecondSamples>> seconds) {
        seconds.forEach((tag, ofTag) -> this.seconds.put(tag, List.copyOf(ofTag)));
    }

    /**
     * The seconds of one tag.
     *
     * @param tag what was measured
     * @return in the order of time, each second once, seconds without a line left out; empty when the tag was not recorded
     */
    public List<SecondSamples> seconds(LatencyTag tag) {
        return seconds.getOrDefault(tag, List.of());
    }
}
