package io.ringswarm.reports.run;

/**
 * Messages per second of the scheduled duration.
 *
 * @param scheduledPerSecond what was offered; null in a closed loop
 * @param sentPerSecond what the engine accepted; null when not measured
 * @param handledPerSecond what handlers took; null when not measured
 */
public record Rate(Double scheduledPerSecond, Double sentPerSecond, Double handledPerSecond) {
    /**
     * Checks that rates are finite and not negative.
     *
     * @param scheduledPerSecond what was offered
     * @param sentPerSecond what the engine accepted
     * @param handledPerSecond what handlers took
     */
    public Rate {
        Expect.notNegative("rate.scheduledPerSecond", scheduledPerSecond);
        Expect.notNegative("rate.sentPerSecond", sentPerSecond);
        Expect.notNegative("rate.handledPerSecond", handledPerSecond);
    }

    /**
     * The rates of counted messages over a duration.
     *
     * @param counts the messages
     * @param durationSeconds the scheduled duration, above 0
     * @return the rates
     */
    public static Rate of(Counts counts, double durationSeconds) {
        if (!(durationSeconds > 0)) {
            throw new IllegalArgumentException("durationSeconds=" + durationSeconds + " (expected: above 0)");
        }
        Double scheduled = counts.scheduled() == null ? null : counts.scheduled() / durationSeconds;
        return new Rate(scheduled, counts.sent() / durationSeconds, counts.handled() / durationSeconds);
    }
}
