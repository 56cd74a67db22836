package io.ringswarm.engine;

import io.ringswarm.engine.timing.TimeLimit;
import java.time.Duration;
import java.util.Objects;
import java.util.function.Function;

/**
 * What becomes of an agent that threw, from a message, a reply, a timer, a batch's end, its start or the notice of another's
 * end. Immutable; may be shared by any number of agents. A restart comes after a delay that doubles with each one, up to the
 * longest; more restarts than the limit within its time end the agent instead.
 */
public final class Supervision {
    /** Delay before the first restart, unless set. */
    public static final Duration DEFAULT_FIRST_DELAY = Duration.ofMillis(100);

    /** Longest delay before a restart, unless set. */
    public static final Duration DEFAULT_LONGEST_DELAY = Duration.ofSeconds(10);

    /** Restarts within {@link #DEFAULT_LIMIT_TIME} before the agent is given up, unless set. */
    public static final int DEFAULT_RESTARTS = 10;

    /** The time within which restarts are limited, unless set. */
    public static final Duration DEFAULT_LIMIT_TIME = Duration.ofMinutes(1);

    private final Function<? super Throwable, Directive> decider;
    private final boolean resumes;
    private final long firstDelayNs;
    private final long longestDelayNs;
    private final int restarts;
    private final long withinNs;
    private final Directive whenSpent;

    private Supervision(
            Function<? super Throwable, Directive> decider,
            boolean resumes,
            long firstDelayNs,
            long longestDelayNs,
            int restarts,
            long withinNs,
            Directive whenSpent) {
        this.decider = decider;
        this.resumes = resumes;
        this.firstDelayNs = firstDelayNs;
        this.longestDelayNs = longestDelayNs;
        this.restarts = restarts;
        this.withinNs = withinNs;
        this.whenSpent = whenSpent;
    }

    /**
     * The same for whatever is thrown.
     *
     * @param directive what becomes of the agent
     * @return a supervision with default delays and limit
     */
    public static Supervision always(Directive directive) {
        Objects.requireNonNull(directive, "directive");
        return make(thrown -> directive, directive == Directive.RESUME);
    }

    /**
     * Different for different faults.
     *
     * @param decider told what was thrown, on the shard's thread; if it throws or answers null, the agent ends
     * @return a supervision with default delays and limit
     */
    public static Supervision by(Function<? super Throwable, Directive> decider) {
        return make(Objects.requireNonNull(decider, "decider"), false);
    }

    /**
     * Sets the delays before restarts.
     *
     * @param first before the first one; zero for at once
     * @param longest to which it doubles
     * @return a changed copy
     * @throws IllegalArgumentException when one is negative, or the first is longer than the longest
     */
    public Supervision backoff(Duration first, Duration longest) {
        if (first.isNegative() || first.compareTo(longest) > 0) {
            throw new IllegalArgumentException(
                    "first=" + first + ", longest=" + longest + " (expected: zero or more, and first at most longest)");
        }
        return new Supervision(
                decider, resumes, TimeLimit.ns(first), TimeLimit.ns(longest), restarts, withinNs, whenSpent);
    }

    /**
     * Sets how many restarts there may be.
     *
     * @param limit 0 and up; with 0 a fault that asks for a restart ends the agent
     * @param within in which time, from the first of them
     * @return a changed copy
     * @throws IllegalArgumentException when the limit is negative or the time is not positive
     */
    public Supervision limit(int limit, Duration within) {
        if (limit < 0) {
            throw new IllegalArgumentException("limit=" + limit + " (expected: 0 or more)");
        }
        return new Supervision(
                decider,
                resumes,
                firstDelayNs,
                longestDelayNs,
                limit,
                TimeLimit.positiveNs("within", within),
                whenSpent);
    }

    /**
     * Sets what becomes of an agent that has spent its restarts.
     *
     * @param directive {@link Directive#STOP}, the default, or {@link Directive#ESCALATE}
     * @return a changed copy
     * @throws IllegalArgumentException when it is neither
     */
    public Supervision whenSpent(Directive directive) {
        if (directive != Directive.STOP && directive != Directive.ESCALATE) {
            throw new IllegalArgumentException("directive=" + directive + " (expected: STOP or ESCALATE)");
        }
        return new Supervision(decider, resumes, firstDelayNs, longestDelayNs, restarts, withinNs, directive);
    }

    /**
     * Whether the agent goes on whatever it throws.
     *
     * @return true for {@code always(RESUME)}
     */
    public boolean resumes() {
        return resumes;
    }

    /**
     * Decides.
     *
     * @param thrown what the agent threw
     * @return what becomes of it; null when the decider did not know
     */
    public Directive decide(Throwable thrown) {
        return decider.apply(thrown);
    }

    /**
     * How long to wait before a restart.
     *
     * @param earlier restarts before it within the limit's time
     * @return ns, doubling with each
     */
    public long delayNs(int earlier) {
        int doublings = Math.min(earlier, Long.numberOfLeadingZeros(firstDelayNs) - 1);
        return Math.min(firstDelayNs << doublings, longestDelayNs);
    }

    /**
     * How many restarts there may be.
     *
     * @return 0 and up, within {@link #withinNs()}
     */
    public int restarts() {
        return restarts;
    }

    /**
     * In which time.
     *
     * @return ns
     */
    public long withinNs() {
        return withinNs;
    }

    /**
     * What becomes of an agent that has spent its restarts.
     *
     * @return stop or escalate
     */
    public Directive whenSpent() {
        return whenSpent;
    }

    private static Supervision make(Function<? super Throwable, Directive> decider, boolean resumes) {
        return new Supervision(
                decider,
                resumes,
                DEFAULT_FIRST_DELAY.toNanos(),
                DEFAULT_LONGEST_DELAY.toNanos(),
                DEFAULT_RESTARTS,
                DEFAULT_LIMIT_TIME.toNanos(),
                Directive.STOP);
    }
}
