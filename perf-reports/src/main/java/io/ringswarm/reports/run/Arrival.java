package io.ringswarm.reports.run;

import java.util.List;

/**
 * How messages arrive.
 *
 * @param type {@code constant}, {@code poisson}, {@code burst}, {@code ramp}, {@code step}, {@code trace}, or {@code closed} for a closed
 *     loop
 * @param ratePerSecond offered messages per second, the mean where that changes; null when there is no schedule (closed loop)
 *     or it comes from a trace
 * @param seed the seed of the schedule; null when it has no chance in it
 * @param traceSha256 digest of the trace file; null without a trace
 * @param speedup by how much the trace was compressed in time; null without a trace
 * @param burstSize messages that are due at once; null without bursts
 * @param fromRatePerSecond the rate at the start of a ramp; null without one
 * @param toRatePerSecond the rate at the end of a ramp; null without one
 * @param stepRatesPerSecond the rates of equal parts of the time, in their order; null without steps
 */
public record Arrival(
        String type,
        Double ratePerSecond,
        Long seed,
        String traceSha256,
        Double speedup,
        Integer burstSize,
        Double fromRatePerSecond,
        Double toRatePerSecond,
        List<Double> stepRatesPerSecond) {
    /**
     * Checks that there is a type and that numbers are finite.
     *
     * @param type the kind of arrival
     * @param ratePerSecond offered messages per second
     * @param seed the seed of the schedule
     * @param traceSha256 digest of the trace file
     * @param speedup by how much the trace was compressed in time
     * @param burstSize messages that are due at once
     * @param fromRatePerSecond the rate at the start of a ramp
     * @param toRatePerSecond the rate at the end of a ramp
     * @param stepRatesPerSecond the rates of equal parts of the time
     */
    public Arrival {
        Expect.text("scenario.arrival.type", type);
        Expect.notNegative("scenario.arrival.ratePerSecond", ratePerSecond);
        Expect.notNegative("scenario.arrival.speedup", speedup);
        Expect.notNegative("scenario.arrival.burstSize", burstSize);
        Expect.notNegative("scenario.arrival.fromRatePerSecond", fromRatePerSecond);
        Expect.notNegative("scenario.arrival.toRatePerSecond", toRatePerSecond);
        if (stepRatesPerSecond != null) {
            stepRatesPerSecond = Expect.list("scenario.arrival.stepRatesPerSecond", stepRatesPerSecond);
            stepRatesPerSecond.forEach(rate -> Expect.notNegative("scenario.arrival.stepRatesPerSecond", rate));
        }
    }

    /**
     * An arrival without bursts, ramp and steps.
     *
     * @param type the kind of arrival
     * @param ratePerSecond offered messages per second
     * @param seed the seed of the schedule
     * @param traceSha256 digest of the trace file
     * @param speedup by how much the trace was compressed in time
     */
    public Arrival(String type, Double ratePerSecond, Long seed, String traceSha256, Double speedup) {
        this(type, ratePerSecond, seed, traceSha256, speedup, null, null, null, null);
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
