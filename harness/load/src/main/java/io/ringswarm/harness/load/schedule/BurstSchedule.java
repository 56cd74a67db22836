package io.ringswarm.harness.load.schedule;

/**
 * Bursts of so many messages that are due at the same time, evenly spread: message i is due at b / rate, where b is the first
 * message of its burst. Computed anew for each message, so that no error adds up. Immutable.
 */
public final class BurstSchedule implements Schedule {
    private static final double NS_PER_SECOND = 1e9;

    private final double ratePerSecond;
    private final int burstSize;
    private final long durationNs;
    private final long count;

    /**
     * A schedule of whole bursts; the first is due at once.
     *
     * @param ratePerSecond messages per second over all, above 0
     * @param burstSize messages of a burst, 1 or more
     * @param durationNs length, above 0
     */
    public BurstSchedule(double ratePerSecond, int burstSize, long durationNs) {
        this.ratePerSecond = ratePerSecond;
        this.burstSize = burstSize;
        this.durationNs = durationNs;
        double bursts = ratePerSecond * (durationNs / NS_PER_SECOND) / burstSize;
        count = burstSize * WholeMessages.dueWithin(bursts, durationNs, burst -> dueNs(burst * burstSize));
    }

    @Override
    public long count() {
        return count;
    }

    @Override
    public long durationNs() {
        return durationNs;
    }

    @Override
    public long dueNs(long index) {
        return (long) ((index - index % burstSize) * NS_PER_SECOND / ratePerSecond);
    }

    /** Bursts of the same size. */
    @Override
    public Schedule forWarmUp(long durationNs) {
        return new BurstSchedule(ratePerSecond, burstSize, durationNs);
    }
}
