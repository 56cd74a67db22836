package io.ringswarm.harness.load.scenario;

import java.nio.file.Path;
import java.util.List;

/**
 * How messages arrive.
 *
 * @param kind the kind
 * @param ratePerSecond messages per second, the mean where that changes; 0 in a closed loop and where a trace sets it
 * @param trace the trace; null unless the kind is trace, and when none has been given
 * @param speedup divides the times of the trace
 * @param tokenGapNs time between the tokens of one request, before it is divided
 * @param shape what the other kinds have besides; {@link Shape#NONE} for those that have nothing
 */
public record ArrivalConfig(Kind kind, double ratePerSecond, Path trace, double speedup, long tokenGapNs, Shape shape) {
    /**
     * An arrival without a shape.
     *
     * @param kind constant, trace, or closed
     * @param ratePerSecond messages per second; 0 unless the kind is constant
     * @param trace the trace, or null
     * @param speedup divides the times of the trace
     * @param tokenGapNs time between the tokens of one request
     */
    public ArrivalConfig(Kind kind, double ratePerSecond, Path trace, double speedup, long tokenGapNs) {
        this(kind, ratePerSecond, trace, speedup, tokenGapNs, Shape.NONE);
    }

    /** An arrival with a rate and a shape. */
    static ArrivalConfig shaped(Kind kind, double ratePerSecond, Shape shape) {
        return new ArrivalConfig(kind, ratePerSecond, null, 1, 0, shape);
    }

    /** What this adds to a configuration's digest; nothing for what every scenario had once. The seed is named beside it. */
    String digested() {
        return digested("arrival.burstSize", shape.burstSize())
                + digested("arrival.fromRatePerSecond", shape.fromRatePerSecond())
                + digested("arrival.toRatePerSecond", shape.toRatePerSecond())
                + digested("arrival.stepRatesPerSecond", shape.stepRatesPerSecond());
    }

    private static String digested(String key, Object value) {
        return value == null ? "" : "\n" + key + "=" + value;
    }

    /**
     * What makes an arrival uneven; each null where its kind has none.
     *
     * @param seed of what is left to chance
     * @param burstSize messages that are due at once
     * @param fromRatePerSecond the rate at the start of a ramp
     * @param toRatePerSecond the rate at its end
     * @param stepRatesPerSecond rates, each for an equal part of the duration
     */
    public record Shape(
            Long seed,
            Integer burstSize,
            Double fromRatePerSecond,
            Double toRatePerSecond,
            List<Double> stepRatesPerSecond) {
        /** An even one. */
        public static final Shape NONE = new Shape(null, null, null, null, null);

        /** Copies the list. */
        public Shape {
            stepRatesPerSecond = stepRatesPerSecond == null ? null : List.copyOf(stepRatesPerSecond);
        }

        static Shape chance(long seed) {
            return new Shape(seed, null, null, null, null);
        }

        static Shape bursts(int size) {
            return new Shape(null, size, null, null, null);
        }

        static Shape ramp(double from, double to) {
            return new Shape(null, null, from, to, null);
        }

        static Shape steps(List<Double> rates) {
            return new Shape(null, null, null, null, rates);
        }
    }

    /** The kinds. */
    public enum Kind {
        /** An open loop, evenly spread. */
        CONSTANT("constant"),
        /** An open loop of messages that have nothing to do with each other. */
        POISSON("poisson"),
        /** An open loop of messages that come many at once. */
        BURST("burst"),
        /** An open loop whose rate changes evenly. */
        RAMP("ramp"),
        /** An open loop whose rate changes a few times. */
        STEP("step"),
        /** An open loop that replays a trace. */
        TRACE("trace"),
        /** As fast as messages are accepted: constant, with a rate of max. */
        CLOSED("closed");

        /** Those that may be chosen by name. */
        static final List<Kind> CHOICES = List.of(CONSTANT, POISSON, BURST, RAMP, STEP, TRACE);

        private final String text;

        Kind(String text) {
            this.text = text;
        }

        /** The name in reports. */
        public String text() {
            return text;
        }
    }
}
