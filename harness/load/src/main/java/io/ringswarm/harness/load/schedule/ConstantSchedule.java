package io.ringswarm.harness.load.schedule;

/** Message i is due at i / rate. Computed anew for each message, so that no error adds up. */
public final class ConstantSchedule implements Schedule {
    private static final double NS_PER_SECOND = 1e9;

    private final double ratePerSecond;
    private final long durationNs;
    private final long count;

    /**
     * An even schedule.
     *
     * @param ratePerSecond messages per second, above 0
     * @param durationNs length, above 0
     */
    public ConstantSchedule(double ratePerSecond, long durationNs) {
        this.ratePerSecond = ratePerSecond;
        this.durationNs = durationNs;
        count = WholeMessages.dueWithin(ratePerSecond * (durationNs / NS_PER_SECOND), durationNs, this::dueNs);
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
        return (long) (index * NS_PER_SECOND / ratePerSecond);
    }

    @Override
    public Schedule forWarmUp(long durationNs) {
        return new ConstantSchedule(ratePerSecond, durationNs);
    }
}
