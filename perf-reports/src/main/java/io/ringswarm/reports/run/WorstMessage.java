package io.ringswarm.reports.run;

import java.util.List;

/**
 * One of the messages that waited longest. Times are nanoseconds since the start of the measured part.
 *
 * @param dueNs when it was due
 * @param sentNs when it was sent; null when it never was
 * @param handledNs when its handler was entered, or the run's end for one that was never sent
 * @param overlaps what else went on between due and handled, the longest first
 */
public record WorstMessage(long dueNs, Long sentNs, long handledNs, List<Overlap> overlaps) {
    /**
     * Checks that times follow each other, and copies the list.
     *
     * @param dueNs when it was due
     * @param sentNs when it was sent
     * @param handledNs when its handler was entered
     * @param overlaps what else went on
     */
    public WorstMessage {
        if (handledNs < dueNs) {
            throw new IllegalArgumentException(
                    "worst.handledNs=" + handledNs + " (expected: dueNs=" + dueNs + " or more)");
        }
        overlaps = Expect.list("worst.overlaps", overlaps);
    }

    /** How long it waited, ns. */
    public long responseNs() {
        return handledNs - dueNs;
    }

    /**
     * Something that went on while a message waited.
     *
     * @param cause {@code gc}, {@code safepoint} or {@code descheduled}
     * @param ns how much of the wait it covers
     */
    public record Overlap(String cause, long ns) {
        /**
         * Checks that there is a cause.
         *
         * @param cause its name
         * @param ns how much of the wait it covers
         */
        public Overlap {
            Expect.text("worst.overlaps.cause", cause);
            Expect.notNegative("worst.overlaps.ns", ns);
        }
    }
}
