package io.ringswarm.harness.load.scenario;

/**
 * Something that a load measures beside latency, and an objective may name.
 *
 * @param key as it is written, such as {@code spawnAll}
 * @param kind what it is
 */
public record FigureName(String key, Kind kind) {
    /** What a figure is. */
    public enum Kind {
        /** A time; measured in ns. */
        TIME("ns"),
        /** An amount of memory; measured in bytes. */
        MEMORY("B"),
        /** One number over another. */
        RATIO(""),
        /** A number of things. */
        COUNT(""),
        /** Things per second. */
        RATE("/s");

        private final String unit;

        Kind(String unit) {
            this.unit = unit;
        }

        /** What it is measured in; empty for what has no unit. */
        public String unit() {
            return unit;
        }
    }
}
