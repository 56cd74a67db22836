package io.ringswarm.harness.peers;

/** When messages are due: number i at start + i * 1e9 / rate, whatever happens meanwhile. Not changed once made. */
final class Schedule {
    private static final double NS_PER_SECOND = 1e9;

    private final double perSecond;
    private final long startNs;

    Schedule(double perSecond, long startNs) {
        this.perSecond = perSecond;
        this.startNs = startNs;
    }

    /** When a message is due, ns of {@link System#nanoTime()}. */
    long dueNs(long number) {
        return startNs + (long) (number * NS_PER_SECOND / perSecond);
    }

    /** How many messages, from one on that has not been sent, are due at a time; at most so many. */
    int due(long unsent, int most, long nowNs) {
        int due = 0;
        while (due < most && dueNs(unsent + due) - nowNs <= 0) {
            due++;
        }
        return due;
    }
}
