package io.ringswarm.reports.run;

/**
 * How messages arrive.
 *
 * @param type {@code constant}, {@code poisson}, {@code burst}, {@code ramp}, {@code step}, {@code trace}, or {@code closed} for a closed
 *     loop
 * @param ratePerSecond offered messages per second; null when there is no schedule (closed loop) or it comes from a trace
 * @param seed the seed of the schedule; null when it has no chance in it
 * @param traceSha256 digest of the trace file; null without a trace
 * @param speedup by how much the trace was compressed in time; null without a trace
 */
public record Arrival(String type, Double ratePerSecond, Long seed, String traceSha256, Double speedup) {
    /**
     * Checks that there is a type and that numbers are finite.
     *
     * @param type the kind of arrival
     * @param ratePerSecond offered messages per second
     * @param seed the seed of the schedule
     * @param traceSha256 digest of the trace file
     * @param speedup by how much the trace was compressed in time
     */
    public Arrival {
        Expect.text("scenario.arrival.type", type);
        Expect.notNegative("scenario.arrival.ratePerSecond", ratePerSecond);
        Expect.notNegative("scenario.arrival.speedup", speedup);
    }

    /**
     * An open loop at a constant rate.
     *
     * @param ratePerSecond offered messages per second
     * @return the arrival
     */
    public static Arrival constant(double ratePerSecond) {
        return new Arrival("constant", ratePerSecond, null, null, null);
    }
}
