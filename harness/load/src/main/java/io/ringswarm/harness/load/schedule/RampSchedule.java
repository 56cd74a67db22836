package io.ringswarm.harness.load.schedule;

/**
 * A rate that changes evenly from one value to another. Before time t, f t + (g - f) t² / 2T messages are due, where f and g
 * are the rates at the start and at the end, T; message i is due when that is i. Computed anew for each message, so that no
 * error adds up. Immutable.
 *
 * <p>The quadratic equation is solved in the form 2c / (b + sqrt(b² + 4ac)), which subtracts nothing that is nearly equal
 * (Press et al., Numerical Recipes, 3rd edition, section 5.6); for that, a rate that falls is counted back from its end.
 */
public final class RampSchedule implements Schedule {
    private static final double NS_PER_SECOND = 1e9;

    /** How much of its slope a ramp keeps in a warm-up: enough to go the same way. */
    private static final double WARM_UP_SLOPE = 0.01;

    private final double fromPerSecond;
    private final double toPerSecond;
    private final double total;
    private final long durationNs;
    private final long count;

    /**
     * A ramp.
     *
     * @param fromPerSecond messages per second at the start, 0 or more
     * @param toPerSecond messages per second at the end, 0 or more; not 0 where the other is
     * @param durationNs length, above 0
     */
    public RampSchedule(double fromPerSecond, double toPerSecond, long durationNs) {
        this.fromPerSecond = fromPerSecond;
        this.toPerSecond = toPerSecond;
        this.durationNs = durationNs;
        total = (fromPerSecond + toPerSecond) / 2 * (durationNs / NS_PER_SECOND);
        count = WholeMessages.dueWithin(total, durationNs, this::dueNs);
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
        return fromPerSecond <= toPerSecond
                ? (long) timeNs(index, fromPerSecond, toPerSecond)
                : (long) Math.max(0, durationNs - timeNs(total - index, toPerSecond, fromPerSecond));
    }

    /** All but even, and rising or falling as this one does. */
    @Override
    public Schedule forWarmUp(long durationNs) {
        double mean = (fromPerSecond + toPerSecond) / 2;
        return new RampSchedule(
                mean + (fromPerSecond - mean) * WARM_UP_SLOPE, mean + (toPerSecond - mean) * WARM_UP_SLOPE, durationNs);
    }

    /** How long a rate that does not fall takes for so many messages, from the lower rate on; NaN, a long's 0, for 0 of 0. */
    private double timeNs(double messages, double lowPerSecond, double highPerSecond) {
        double growth = (highPerSecond - lowPerSecond) * messages * NS_PER_SECOND / durationNs;
        return 2 * messages * NS_PER_SECOND / (lowPerSecond + Math.sqrt(lowPerSecond * lowPerSecond + 2 * growth));
    }
}
