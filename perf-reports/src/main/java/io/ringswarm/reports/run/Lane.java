package io.ringswarm.reports.run;

/**
 * What was found on one lane.
 *
 * @param priority the lane's name
 * @param sent messages the engine accepted on it
 * @param refused messages it refused, which were not sent again
 * @param unsentAtDeadline messages due but not offered when the duration ended
 * @param handled messages handlers took
 * @param longestWait most messages of other lanes that one of this lane waited for; null when not watched
 * @param waitBound what that must not exceed; null when not known
 * @param response handler entry minus due time; null when not measured
 */
public record Lane(
        String priority,
        long sent,
        long refused,
        long unsentAtDeadline,
        long handled,
        Long longestWait,
        Long waitBound,
        Distribution response) {
    /**
     * Checks that the lane has a name and no count is negative.
     *
     * @param priority the lane's name
     * @param sent messages the engine accepted on it
     * @param refused messages it refused
     * @param unsentAtDeadline messages due but not offered when the duration ended
     * @param handled messages handlers took
     * @param longestWait most messages of other lanes that one of this lane waited for
     * @param waitBound what that must not exceed
     * @param response handler entry minus due time
     */
    public Lane {
        Expect.text("lanes.priority", priority);
        Expect.notNegative("lanes.sent", sent);
        Expect.notNegative("lanes.refused", refused);
        Expect.notNegative("lanes.unsentAtDeadline", unsentAtDeadline);
        Expect.notNegative("lanes.handled", handled);
        Expect.notNegative("lanes.longestWait", longestWait);
        Expect.notNegative("lanes.waitBound", waitBound);
    }
}
