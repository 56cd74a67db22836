package io.ringswarm.harness.load.selftest;

import io.ringswarm.reports.words.Quantity;
import java.util.Locale;

/**
 * One thing that must be so.
 *
 * @param stall of the run that it is about; null when it needs no run
 * @param name what is looked at
 * @param unit of the figures
 * @param low what must be recorded at least
 * @param high what may be recorded at most
 * @param recorded what was recorded; null when nothing was
 * @param outcome whether it is so
 * @param reason why it was not judged; null when it was
 */
public record Check(
        StallKind stall, String name, Unit unit, long low, long high, Long recorded, Outcome outcome, String reason) {
    /** Whether it is so. */
    public enum Outcome {
        /** The figure is within its band. */
        OK("ok"),
        /** The figure is not within its band. */
        DISAGREES("disagrees"),
        /** The machine has disturbed the run more than the band allows for. */
        NOT_JUDGED("not judged");

        private final String text;

        Outcome(String text) {
            this.text = text;
        }

        /** The name in the table and in the document. */
        public String text() {
            return text;
        }
    }

    /** What figures are. */
    public enum Unit {
        /** Time, ns. */
        NS,
        /** Whole things. */
        COUNT;

        String words(long figure) {
            return this == COUNT ? Quantity.count(figure) : Quantity.time(figure);
        }

        /** The name in the document. */
        public String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** The band in words. */
    public String band() {
        if (low == high) {
            return unit.words(low);
        }
        return unit.words(low) + " to " + unit.words(high);
    }

    /** What was recorded, in words. */
    public String recordedWords() {
        return recorded == null ? "nothing" : unit.words(recorded);
    }
}
