package io.ringswarm.harness.load.schedule;

import java.util.function.LongUnaryOperator;

/** How many messages a schedule has, of which a formula says a number that is not whole and may be one too high by rounding. */
final class WholeMessages {
    private WholeMessages() {}

    /**
     * Those that are due before the end.
     *
     * @param messages what the formula says, 0 or more
     * @param durationNs the end
     * @param dueNs when a message is due, by its index
     */
    static long dueWithin(double messages, long durationNs, LongUnaryOperator dueNs) {
        long count = (long) Math.ceil(messages);
        while (count > 0 && dueNs.applyAsLong(count - 1) >= durationNs) {
            count--;
        }
        return count;
    }
}
