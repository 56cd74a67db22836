package io.ringswarm.engine.work.routing;

import java.util.random.RandomGenerator;

/** Makes a strategy for each group of workers: the way in for strategies of one's own. */
@FunctionalInterface
public interface StrategyFactory {
    /**
     * Makes one.
     *
     * @param random the desk's source of chance, seeded; confined to the desk's thread as the strategy is
     * @return a strategy that knows of no worker yet
     */
    Strategy create(RandomGenerator random);
}
