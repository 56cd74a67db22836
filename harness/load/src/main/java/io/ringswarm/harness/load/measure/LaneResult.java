package io.ringswarm.harness.load.measure;

import io.ringswarm.engine.Priority;
import org.HdrHistogram.Histogram;

/**
 * What was found on one lane.
 *
 * @param priority the lane
 * @param accepted messages that the engine accepted
 * @param refused messages that it refused, which were dropped
 * @param unsent messages due and not offered
 * @param handled messages that handlers took
 * @param response of the messages, with the waits of those not offered
 * @param longestWait most messages of other lanes that one of this lane waited for
 * @param waitBound what that must not exceed
 * @param idleSeconds seconds in which a message waited at their end and none was handled
 */
public record LaneResult(
        Priority priority,
        long accepted,
        long refused,
        long unsent,
        long handled,
        Histogram response,
        long longestWait,
        long waitBound,
        int idleSeconds) {
    /** Messages that were due, or in a closed loop offered. */
    public long attempted() {
        return accepted + refused + unsent;
    }
}
