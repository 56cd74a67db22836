package io.ringswarm.engine.work.limit;

import io.github.bucket4j.Bucket;
import io.github.bucket4j.EstimationProbe;
import io.github.bucket4j.TimeMeter;
import io.github.bucket4j.local.SynchronizationStrategy;
import java.util.Objects;

/**
 * Lets tasks start at a {@link Rate}: a token bucket, full at the beginning, that fills continuously. The bucket is bucket4j's,
 * which counts in whole ns and whole permits and keeps the remainder, so that nothing is lost or won over any time.
 *
 * <p>Confined to one thread. Reads no clock: time is what the caller says. It may wrap as {@link System#nanoTime()} may; when it goes back,
 * nothing is given back or added until it has passed where it was. Allocates nothing, but for {@link #nextPermitNs} when there is no
 * permit: 24 bytes then, unless the compiler does away with them.
 */
public final class RateLimit {
    private final Rate rate;
    private final Bucket bucket;
    private final ElapsedTime elapsed;

    /**
     * A full bucket.
     *
     * @param rate how fast it fills, and how much it holds
     * @param nowNs ns of the clock that every other call's {@code nowNs} is of
     */
    public RateLimit(Rate rate, long nowNs) {
        this.rate = Objects.requireNonNull(rate, "rate");
        if (rate.isLimited()) {
            elapsed = new ElapsedTime(nowNs, longestWaitNs(rate));
            bucket = Bucket.builder()
                    .addLimit(limit -> limit.capacity(rate.burst()).refillGreedy(rate.permits(), rate.per()))
                    .withCustomTimePrecision(elapsed)
                    .withSynchronizationStrategy(SynchronizationStrategy.NONE)
                    .build();
        } else {
            elapsed = null;
            bucket = null;
        }
    }

    /** After that time the bucket is full whatever it held before: longer waits are as good as this. */
    private static long longestWaitNs(Rate rate) {
        double fillNs = (double) rate.per().toNanos() * (rate.burst() + 1) / rate.permits();
        return (long) Math.min(fillNs + rate.per().toNanos(), Long.MAX_VALUE >> 1);
    }

    /**
     * Takes a permit.
     *
     * @param nowNs ns of the clock
     * @return false when there is none now; {@link #nextPermitNs} says when
     */
    public boolean tryAcquire(long nowNs) {
        if (bucket == null) {
            return true;
        }
        elapsed.moveTo(nowNs);
        return bucket.tryConsume(1);
    }

    /**
     * Takes permits for a batch.
     *
     * @param most how many to take if there are so many: 1 and up
     * @param nowNs ns of the clock
     * @return how many were taken: 0 to {@code most}
     * @throws IllegalArgumentException when {@code most} is not positive
     */
    public int acquireUpTo(int most, long nowNs) {
        if (most < 1) {
            throw new IllegalArgumentException("most=" + most + " (expected: 1 to 2147483647)");
        }
        if (bucket == null) {
            return most;
        }
        elapsed.moveTo(nowNs);
        return (int) bucket.tryConsumeAsMuchAsPossible(most);
    }

    /**
     * When to look again.
     *
     * @param nowNs ns of the clock
     * @return {@code nowNs} when there is a permit; otherwise the ns of the clock at which there will be one, or one ns later
     */
    public long nextPermitNs(long nowNs) {
        if (bucket == null) {
            return nowNs;
        }
        elapsed.moveTo(nowNs);
        EstimationProbe probe = bucket.estimateAbilityToConsume(1);
        // Rounded down by bucket4j: a ns too early would be one look in vain.
        return probe.canBeConsumed() ? nowNs : elapsed.highestNs + probe.getNanosToWaitForRefill() + 1;
    }

    /**
     * What it was made with.
     *
     * @return the rate
     */
    public Rate rate() {
        return rate;
    }

    /** Time since the beginning, from times that may wrap, stand still, go back or leap. bucket4j takes times that grow only. */
    private static final class ElapsedTime implements TimeMeter {
        private final long longestNs;
        private long highestNs;
        private long elapsedNs;

        ElapsedTime(long nowNs, long longestNs) {
            this.highestNs = nowNs;
            this.longestNs = longestNs;
        }

        void moveTo(long nowNs) {
            long advanceNs = nowNs - highestNs;
            if (advanceNs > 0) {
                highestNs = nowNs;
                elapsedNs += Math.min(advanceNs, longestNs);
            }
        }

        @Override
        public long currentTimeNanos() {
            return elapsedNs;
        }

        @Override
        public boolean isWallClockBased() {
            return false;
        }
    }
}
