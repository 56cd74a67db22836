package io.ringswarm.harness.load.schedule;

import io.ringswarm.harness.load.scenario.ArrivalConfig;
import io.ringswarm.harness.load.scenario.InvalidInputException;
import io.ringswarm.harness.load.scenario.ScenarioConfig;

/** Makes the schedule that a configuration asks for. */
public final class Schedules {
    private static final int HEAP_SHARE_OF_TRACE = 4;

    private Schedules() {}

    /**
     * Makes a schedule; reads the trace, if there is one.
     *
     * @param config what is to be run
     * @return its schedule; null in a closed loop
     * @throws InvalidInputException when a trace is to be replayed and is missing, unreadable, or too large for the heap
     */
    public static Schedule of(ScenarioConfig config) {
        ArrivalConfig arrival = config.arrival();
        ArrivalConfig.Shape shape = arrival.shape();
        return switch (arrival.kind()) {
            case CLOSED -> null;
            case CONSTANT -> new ConstantSchedule(arrival.ratePerSecond(), config.durationNs());
            case POISSON -> new PoissonSchedule(arrival.ratePerSecond(), shape.seed(), config.durationNs());
            case BURST -> new BurstSchedule(arrival.ratePerSecond(), shape.burstSize(), config.durationNs());
            case RAMP -> new RampSchedule(shape.fromRatePerSecond(), shape.toRatePerSecond(), config.durationNs());
            case STEP -> new StepSchedule(shape.stepRatesPerSecond(), config.durationNs());
            case TRACE -> trace(config, arrival);
        };
    }

    private static Schedule trace(ScenarioConfig config, ArrivalConfig arrival) {
        if (arrival.trace() == null) {
            throw new InvalidInputException("scenario=" + config.name()
                    + " replays a trace and none is given (expected: --trace FILE with the columns"
                    + " TIMESTAMP,ContextTokens,GeneratedTokens)");
        }
        long maxBytes = Runtime.getRuntime().maxMemory() / HEAP_SHARE_OF_TRACE;
        return TraceSchedule.of(
                Trace.read(arrival.trace()), arrival.speedup(), arrival.tokenGapNs(), config.durationNs(), maxBytes);
    }
}
