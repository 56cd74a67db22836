package io.ringswarm.reports.words;

import io.ringswarm.reports.run.Arrival;
import java.util.stream.Collectors;

/** How messages arrive, in words. */
public final class ArrivalWords {
    private ArrivalWords() {}

    /**
     * The shape of an arrival, with what it takes to repeat it.
     *
     * @param arrival how messages arrive
     * @return such as {@code poisson arrival, seed 42}; empty where the rate is even or there is none, or nothing more than the type
     *     is known
     */
    public static String of(Arrival arrival) {
        return switch (arrival.type()) {
            case "poisson" -> "poisson arrival" + (arrival.seed() == null ? "" : ", seed " + arrival.seed());
            case "burst" -> arrival.burstSize() == null ? "" : "bursts of " + Quantity.count(arrival.burstSize());
            case "ramp" ->
                arrival.fromRatePerSecond() == null || arrival.toRatePerSecond() == null
                        ? ""
                        : "ramp from " + Quantity.rate(arrival.fromRatePerSecond()) + " to "
                                + Quantity.rate(arrival.toRatePerSecond()) + "/s";
            case "step" -> arrival.stepRatesPerSecond() == null ? "" : steps(arrival);
            default -> "";
        };
    }

    private static String steps(Arrival arrival) {
        return arrival.stepRatesPerSecond().stream()
                .map(rate -> Quantity.rate(rate) + "/s")
                .collect(Collectors.joining(", then ", "steps of ", ""));
    }
}
