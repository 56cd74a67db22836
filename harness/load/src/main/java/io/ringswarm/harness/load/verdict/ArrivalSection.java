package io.ringswarm.harness.load.verdict;

import io.ringswarm.harness.load.scenario.ArrivalConfig;
import io.ringswarm.reports.run.Arrival;

/** How messages arrive, as reports have it. */
public final class ArrivalSection {
    private ArrivalSection() {}

    /**
     * Says how.
     *
     * @param arrival as configured
     * @param traceSha256 digest of the trace; null without one
     * @return the section
     */
    public static Arrival of(ArrivalConfig arrival, String traceSha256) {
        ArrivalConfig.Shape shape = arrival.shape();
        return new Arrival(
                arrival.kind().text(),
                arrival.ratePerSecond() == 0 ? null : (Double) arrival.ratePerSecond(),
                shape.seed(),
                traceSha256,
                arrival.kind() == ArrivalConfig.Kind.TRACE ? (Double) arrival.speedup() : null,
                shape.burstSize(),
                shape.fromRatePerSecond(),
                shape.toRatePerSecond(),
                shape.stepRatesPerSecond());
    }
}
