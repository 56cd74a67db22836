package io.ringswarm.engine.work.limit;

import io.ringswarm.engine.config.Faults;
import java.time.Duration;

/**
 * So many permits in so much time, and how many may be saved up for later. Over any stretch of time at most
 * {@code permits / per x time + burst} are given.
 *
 * @param permits how many come back in {@code per}: 1 and up; 0 for {@linkplain #none() no limit}
 * @param per in which time; 1 ns for each permit at least, and permits times ns at most 2^62, so that every sum is exact
 * @param burst how many there may be at once, and how many there are at the beginning: 1 to 2^31 - 1
 */
public record Rate(long permits, Duration per, long burst) {
    private static final Rate NONE = new Rate(0, Duration.ofSeconds(1), 1);
    private static final long NS_PER_SECOND = 1_000_000_000;
    private static final int LOOKS_PER_SECOND = 100;
    private static final double ROUND_TIME_BELOW = 31_622.0;
    private static final long LARGEST_PRODUCT = 1L << 62;

    /**
     * Checks.
     *
     * @throws IllegalArgumentException when a part is out of its range; names all that are
     */
    public Rate {
        Faults faults = new Faults();
        faults.range("permits", permits, 0, NS_PER_SECOND * NS_PER_SECOND);
        faults.range("burst", burst, 1, Integer.MAX_VALUE);
        if (faults.countable("per", per)) {
            long perNs = per.toNanos();
            if (permits > perNs) {
                faults.add("permits", permits, "at most one for each ns of per=" + per);
            } else if (permits > LARGEST_PRODUCT / perNs) {
                faults.add("per", per, "at most 2^62 ns when multiplied with permits=" + permits + "; shorten both");
            }
        }
        faults.throwIfAny();
    }

    /**
     * No limit: every permit is given at once.
     *
     * @return the rate that does not limit
     */
    public static Rate none() {
        return NONE;
    }

    /**
     * So many in each second. The burst is what comes in 10 ms, at least 1: enough for a desk that looks a hundred times a
     * second to use all of the rate.
     *
     * @param permitsPerSecond above 0, also less than 1, at most 10^9; exact when whole, otherwise to 0.002 %
     * @return the rate
     * @throws IllegalArgumentException when it is out of that range
     */
    public static Rate perSecond(double permitsPerSecond) {
        boolean inRange = permitsPerSecond >= 1e-9 && permitsPerSecond <= NS_PER_SECOND;
        if (!inRange) {
            throw new IllegalArgumentException(
                    "permitsPerSecond=" + permitsPerSecond + " (expected: 0.000000001 to 1000000000)");
        }
        boolean whole = permitsPerSecond == Math.rint(permitsPerSecond);
        if (whole || permitsPerSecond > ROUND_TIME_BELOW) {
            return of(Math.round(permitsPerSecond), Duration.ofSeconds(1));
        }
        return of(1, Duration.ofNanos(Math.round(NS_PER_SECOND / permitsPerSecond)));
    }

    /**
     * So many in so much time, with the burst of {@link #perSecond}.
     *
     * @param permits 1 and up
     * @param per in which time
     * @return the rate
     * @throws IllegalArgumentException when a part is out of its range; names all that are
     */
    public static Rate of(long permits, Duration per) {
        Rate rate = new Rate(permits, per, 1);
        double perLook = (double) permits * NS_PER_SECOND / per.toNanos() / LOOKS_PER_SECOND;
        return rate.withBurst(Math.max(1, (long) Math.ceil(perLook)));
    }

    /**
     * The same rate, another burst.
     *
     * @param permits how many there may be at once: 1 to 2^31 - 1
     * @return the rate
     * @throws IllegalArgumentException when it is out of its range
     */
    public Rate withBurst(long permits) {
        return new Rate(this.permits, per, permits);
    }

    /**
     * Whether permits are limited at all.
     *
     * @return false for {@link #none()}
     */
    public boolean isLimited() {
        return permits > 0;
    }
}
