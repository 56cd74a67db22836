package io.ringswarm.harness.load.measure;

/**
 * Why a run did not go as planned.
 *
 * @param kind whose fault it is
 * @param words what happened, a clause that a sentence can be made of
 */
public record Trouble(Kind kind, String words) {
    /** Whose fault it is. */
    public enum Kind {
        /** The engine's: the run has failed. */
        ENGINE,

        /** The measurement's: the run says nothing of the engine. */
        MEASUREMENT
    }

    static Trouble ofEngine(String words) {
        return new Trouble(Kind.ENGINE, words);
    }

    static Trouble ofMeasurement(String words) {
        return new Trouble(Kind.MEASUREMENT, words);
    }
}
