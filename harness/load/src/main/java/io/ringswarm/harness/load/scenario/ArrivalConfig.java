package io.ringswarm.harness.load.scenario;

import java.nio.file.Path;

/**
 * How messages arrive.
 *
 * @param kind the kind
 * @param ratePerSecond messages per second; 0 unless the kind is constant
 * @param trace the trace; null unless the kind is trace, and when none has been given
 * @param speedup divides the times of the trace
 * @param tokenGapNs time between the tokens of one request, before it is divided
 */
public record ArrivalConfig(Kind kind, double ratePerSecond, Path trace, double speedup, long tokenGapNs) {
    /** The kinds. */
    public enum Kind {
        /** An open loop, evenly spread. */
        CONSTANT("constant"),
        /** An open loop that replays a trace. */
        TRACE("trace"),
        /** As fast as messages are accepted. */
        CLOSED("closed");

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
