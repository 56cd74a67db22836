package io.ringswarm.examples.spring;

/** Where the agent gets its prices. */
@FunctionalInterface
interface PriceSource {
    /**
     * The price of one piece. Called on the shard's thread, where other agents wait for their turn: must not block.
     *
     * @param instrument any number
     * @param quantity pieces, positive
     */
    double price(long instrument, int quantity);
}
