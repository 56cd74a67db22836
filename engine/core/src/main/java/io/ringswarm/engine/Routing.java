package io.ringswarm.engine;

/**
 * How a router chooses among its agents. What waits for an agent is what waits in its shard's queues, which it has to wait
 * for too, and what the shard has stashed for it alone. Immutable.
 */
public final class Routing {
    private static final double LARGEST_BOUND = 100;

    private final Kind kind;
    private final double bound;

    /** Ways to choose. */
    public enum Kind {
        /** One after the other. */
        ROUND_ROBIN,
        /** The one for which the fewest messages wait. */
        LEAST_LOADED,
        /** The same one for the same key, unless too much waits for it. */
        CONSISTENT_HASH,
        /** All of them. */
        BROADCAST
    }

    private Routing(Kind kind, double bound) {
        this.kind = kind;
        this.bound = bound;
    }

    /**
     * One after the other, those that take nothing for the moment left out.
     *
     * @return the routing
     */
    public static Routing roundRobin() {
        return new Routing(Kind.ROUND_ROBIN, 0);
    }

    /**
     * The one for which the fewest messages wait, in turn among equals. Looks at every agent for each message.
     *
     * @return the routing
     */
    public static Routing leastLoaded() {
        return new Routing(Kind.LEAST_LOADED, 0);
    }

    /**
     * The same agent for the same {@link Envelope#key(long)}, as long as no more than a bound waits for it; else the next on the
     * ring of hashes. When an agent joins or leaves, only the keys that it gets or had go elsewhere. After Mirrokni, Thorup
     * and Zadimoghaddam, "Consistent Hashing with Bounded Loads", 2016; an agent for which at most 32 messages wait keeps its
     * keys whatever the mean is.
     *
     * @param bound most that may wait for an agent, as a multiple of the mean over all; over 1, to 100; 1.25 is usual
     * @return the routing
     * @throws IllegalArgumentException when the bound is out of range
     */
    public static Routing consistentHash(double bound) {
        if (!(bound > 1 && bound <= LARGEST_BOUND)) {
            throw new IllegalArgumentException("bound=" + bound + " (expected: over 1, to " + LARGEST_BOUND + ")");
        }
        return new Routing(Kind.CONSISTENT_HASH, bound);
    }

    /**
     * All of them, as {@link Sender#publish} does. Such a router takes no asks and is not staged for.
     *
     * @return the routing
     */
    public static Routing broadcast() {
        return new Routing(Kind.BROADCAST, 0);
    }

    /**
     * The way to choose.
     *
     * @return its kind
     */
    public Kind kind() {
        return kind;
    }

    /**
     * Most that may wait for an agent.
     *
     * @return a multiple of the mean; 0 where there is no such bound
     */
    public double bound() {
        return bound;
    }

    @Override
    public String toString() {
        return kind == Kind.CONSISTENT_HASH ? kind + "(" + bound + ")" : kind.toString();
    }
}
