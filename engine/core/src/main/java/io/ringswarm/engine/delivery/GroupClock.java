package io.ringswarm.engine.delivery;

import io.ringswarm.engine.NanoClock;
import io.ringswarm.engine.metrics.LatencyRecorder;

/**
 * A shard's reading of the clock: before a group of messages and at its end, which is the beginning of the next. What an
 * agent sends during a group counts as sent at its beginning, so that no waiting is hidden. Confined to the shard's
 * thread.
 */
final class GroupClock {
    private final NanoClock clock;
    private final LatencyRecorder recorder;
    private long nowNs;

    GroupClock(NanoClock clock, LatencyRecorder recorder) {
        this.clock = clock;
        this.recorder = recorder;
    }

    /** Reads the clock, before the first group of several. */
    long begin() {
        nowNs = clock.nanoTime();
        return nowNs;
    }

    /** When the group began, ns. */
    long nowNs() {
        return nowNs;
    }

    /** How many messages the next group should have. */
    int groupSize() {
        return recorder.groupSize();
    }

    /** Ends a group: records it and begins the next. */
    void end(int messages) {
        long endNs = clock.nanoTime();
        recorder.endGroup(nowNs, endNs, messages);
        nowNs = endNs;
    }
}
