package io.ringswarm.engine.work.routing;

import java.util.Arrays;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

/** The strategies there are, by name. What each does, its formula and where that comes from: docs/routing.md. */
public enum Strategies implements StrategyFactory {
    /** Each worker in turn. */
    ROUND_ROBIN("round-robin", random -> new RoundRobin()),

    /** The fewest outstanding tasks for each slot. */
    LEAST_LOADED("least-loaded", random -> new LeastLoaded()),

    /** The most specialised of the capable workers. */
    CAPABILITY("capability", random -> new Capability()),

    /** By chance, in proportion to slots x success rate / mean time. */
    PERFORMANCE("performance", PerformanceWeighted::new),

    /** The highest of 0.5 capability + 0.3 success + 0.2 (1 - utilisation). */
    HYBRID("hybrid", random -> new Hybrid()),

    /** The same worker for the same affinity key, within 1.25 times its share of the load. */
    AFFINITY("affinity", Affinity::new),

    /** The better of two by peak EWMA times outstanding tasks; what is used unless another is asked for. */
    POWER_OF_TWO("power-of-two", PowerOfTwo::new);

    private final String key;
    private final Function<RandomGenerator, Strategy> maker;

    Strategies(String key, Function<RandomGenerator, Strategy> maker) {
        this.key = key;
        this.maker = maker;
    }

    /**
     * The strategy of a name.
     *
     * @param key as {@link #key()} gives it
     * @return never null
     * @throws IllegalArgumentException if there is none; its message has the value and the names there are
     */
    public static Strategies named(String key) {
        for (Strategies strategy : values()) {
            if (strategy.key.equals(key)) {
                return strategy;
            }
        }
        String expected = Arrays.stream(values()).map(Strategies::key).collect(Collectors.joining(", "));
        throw new IllegalArgumentException("strategy=" + key + " (expected: one of " + expected + ")");
    }

    /**
     * What it is called in configuration and reports.
     *
     * @return lower case, with hyphens
     */
    public String key() {
        return key;
    }

    @Override
    public Strategy create(RandomGenerator random) {
        return maker.apply(random);
    }
}
