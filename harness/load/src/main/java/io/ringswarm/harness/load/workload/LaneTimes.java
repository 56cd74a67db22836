package io.ringswarm.harness.load.workload;

import io.ringswarm.engine.Message;
import io.ringswarm.engine.Priority;

/** What the agents of one shard note of each lane. Allocates nothing. Confined to the shard's thread. */
public final class LaneTimes {
    private final LaneWatch watch = new LaneWatch();
    private final SampleRecorder[] responses = new SampleRecorder[Priority.COUNT];
    private final LiveCount[] entered = new LiveCount[Priority.COUNT];

    /** Nothing has come. */
    public LaneTimes() {
        for (int lane = 0; lane < Priority.COUNT; lane++) {
            responses[lane] = new SampleRecorder();
            entered[lane] = new LiveCount();
        }
    }

    /** A handler has begun with a message. */
    void entered(Message message, int producer, long enteredNs) {
        int lane = message.priority().ordinal();
        watch.handled(lane, producer, enteredNs, message.sentNs());
        responses[lane].record(enteredNs - message.dueNs());
        entered[lane].increment();
    }

    /** How long lanes waited for each other. */
    public LaneWatch watch() {
        return watch;
    }

    /**
     * The responses of one lane.
     *
     * @param priority the lane
     */
    public SampleRecorder responses(Priority priority) {
        return responses[priority.ordinal()];
    }

    /**
     * Messages of one lane whose handling has begun. Any thread.
     *
     * @param priority the lane
     */
    public long entered(Priority priority) {
        return entered[priority.ordinal()].get();
    }
}
