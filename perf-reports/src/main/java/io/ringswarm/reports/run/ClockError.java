package io.ringswarm.reports.run;

/**
 * How exact the recorded times are.
 *
 * @param errorP99Ns by how much a recorded latency exceeds the true one at most, for 99 % of the messages; null when not measured
 */
public record ClockError(Long errorP99Ns) {
    /**
     * Checks that the error is not negative.
     *
     * @param errorP99Ns by how much a recorded latency exceeds the true one at most, for 99 % of the messages
     */
    public ClockError {
        Expect.notNegative("clock.errorP99Ns", errorP99Ns);
    }
}
