package io.ringswarm.engine.work.limit;

import com.netflix.concurrency.limits.Limit;
import com.netflix.concurrency.limits.limit.AIMDLimit;
import com.netflix.concurrency.limits.limit.Gradient2Limit;
import com.netflix.concurrency.limits.limit.VegasLimit;
import io.ringswarm.engine.config.Faults;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;

/**
 * How many tasks may be in hand at once: a fixed number, or one that follows how long tasks take.
 *
 * @param algorithm {@value #FIXED}, {@value #GRADIENT2}, {@value #VEGAS} or {@value #AIMD}
 * @param limit the fixed one, 0 for none; of an adaptive one the first, within {@code min} and {@code max}
 * @param min below that an adaptive one never falls: 1 and up
 * @param max above that an adaptive one never rises: 1 to 1,000,000
 * @param window from how long a time an adaptive one takes the mean of what tasks took, before it thinks again
 * @param tooLong AIMD only: a window whose mean is longer than this counts as if a task had been dropped
 */
public record ConcurrencyOptions(String algorithm, int limit, int min, int max, Duration window, Duration tooLong) {
    /** Always the same number. */
    public static final String FIXED = "fixed";

    /** Netflix's Gradient2: the mean of a window against a base that is measured anew every 10 s. */
    public static final String GRADIENT2 = "gradient2";

    /** TCP Vegas: how many tasks wait, estimated from the base, as Gradient2 has it. */
    public static final String VEGAS = "vegas";

    /** Additive increase, multiplicative decrease: one more with every window, a tenth less after a drop. */
    public static final String AIMD = "aimd";

    /** How many tasks may be in hand unless said otherwise. */
    public static final int DEFAULT_LIMIT = 20;

    private static final List<String> ALGORITHMS = List.of(FIXED, GRADIENT2, VEGAS, AIMD);
    private static final int LARGEST = 1_000_000;
    private static final int DEFAULT_MAX = 200;

    /**
     * How many times the base a mean may be before the limit falls. The library's 1.5 lets half as many again wait; 1.0 falls with every
     * chance difference between windows, to a third of what a service with widely spread times could do.
     */
    private static final double GRADIENT2_TOLERANCE = 1.2;

    private static final Duration DEFAULT_WINDOW = Duration.ofMillis(100);
    private static final Duration DEFAULT_TOO_LONG = Duration.ofSeconds(5);

    /**
     * Checks.
     *
     * @throws IllegalArgumentException when the algorithm is unknown or a number out of its range; names all that are
     */
    public ConcurrencyOptions {
        Faults faults = new Faults();
        boolean fixed = FIXED.equals(algorithm);
        if (algorithm == null || !ALGORITHMS.contains(algorithm)) {
            faults.add("algorithm", algorithm, "one of " + ALGORITHMS);
        }
        faults.range("min", min, 1, LARGEST);
        faults.range("max", max, Math.max(1, min), LARGEST);
        if (fixed) {
            faults.range("limit", limit, 0, LARGEST);
        } else {
            faults.range("limit", limit, min, max);
        }
        faults.countable("window", window);
        faults.countable("tooLong", tooLong);
        faults.throwIfAny();
    }

    /**
     * {@value #DEFAULT_LIMIT} tasks at a time.
     *
     * @return what holds unless said otherwise
     */
    public static ConcurrencyOptions standard() {
        return fixed(DEFAULT_LIMIT);
    }

    /**
     * A fixed number.
     *
     * @param limit 1 to 1,000,000; 0 for none
     * @return the options
     * @throws IllegalArgumentException when it is out of its range
     */
    public static ConcurrencyOptions fixed(int limit) {
        return new ConcurrencyOptions(FIXED, limit, 1, DEFAULT_MAX, DEFAULT_WINDOW, DEFAULT_TOO_LONG);
    }

    /**
     * The adaptive one to begin with: Gradient2 from {@value #DEFAULT_LIMIT}, within 1 and 200.
     *
     * @return the options
     */
    public static ConcurrencyOptions adaptive() {
        return named(GRADIENT2);
    }

    /**
     * By its name, with defaults for all else: {@value #DEFAULT_LIMIT} tasks, within 1 and 200 when adaptive, windows of 100 ms.
     *
     * @param algorithm {@value #FIXED}, {@value #GRADIENT2}, {@value #VEGAS} or {@value #AIMD}
     * @return the options
     * @throws IllegalArgumentException when there is none of that name; says which there are
     */
    public static ConcurrencyOptions named(String algorithm) {
        return new ConcurrencyOptions(algorithm, DEFAULT_LIMIT, 1, DEFAULT_MAX, DEFAULT_WINDOW, DEFAULT_TOO_LONG);
    }

    /**
     * The same, beginning and staying elsewhere.
     *
     * @param least the lowest
     * @param first the first limit
     * @param most the highest
     * @return the options
     * @throws IllegalArgumentException when one is out of its range; names all that are
     */
    public ConcurrencyOptions within(int least, int first, int most) {
        return new ConcurrencyOptions(algorithm, first, least, most, window, tooLong);
    }

    /**
     * The same, thinking more or less often.
     *
     * @param length of a window; long enough for ten tasks to end and for the mean to be steady
     * @return the options
     * @throws IllegalArgumentException when it is not positive
     */
    public ConcurrencyOptions withWindow(Duration length) {
        return new ConcurrencyOptions(algorithm, limit, min, max, length, tooLong);
    }

    /**
     * The same, with another idea of too long. AIMD only.
     *
     * @param mean above which a window counts as if a task had been dropped
     * @return the options
     * @throws IllegalArgumentException when it is not positive
     */
    public ConcurrencyOptions withTooLong(Duration mean) {
        return new ConcurrencyOptions(algorithm, limit, min, max, window, mean);
    }

    /**
     * Makes one that has seen nothing yet.
     *
     * @return confined to the thread of who uses it
     */
    public ConcurrencyLimit create() {
        return switch (algorithm) {
            case FIXED -> new FixedLimit(limit == 0 ? Integer.MAX_VALUE : limit);
            case GRADIENT2 -> adaptive(this::gradient2, true);
            case VEGAS -> adaptive(this::vegas, true);
            case AIMD -> adaptive(this::aimd, false);
            default -> throw new IllegalStateException("algorithm=" + algorithm);
        };
    }

    private ConcurrencyLimit adaptive(IntFunction<Limit> algorithms, boolean hasBase) {
        return new AdaptiveLimit(algorithms, limit, hasBase, window.toNanos(), min);
    }

    private Limit gradient2(int first) {
        return Gradient2Limit.newBuilder()
                .initialLimit(first)
                .minLimit(min)
                .maxConcurrency(max)
                .rttTolerance(GRADIENT2_TOLERANCE)
                .build();
    }

    /** Its own search for a base, at moments drawn by chance that cannot be seeded, is put off for ever: ours takes its place. */
    private Limit vegas(int first) {
        return VegasLimit.newBuilder()
                .initialLimit(first)
                .maxConcurrency(max)
                .probeMultiplier(Integer.MAX_VALUE)
                .build();
    }

    private Limit aimd(int first) {
        return AIMDLimit.newBuilder()
                .initialLimit(first)
                .minLimit(min)
                .maxLimit(max)
                .timeout(tooLong.toNanos(), TimeUnit.NANOSECONDS)
                .build();
    }
}
