package io.ringswarm.harness.load.kind;

import io.ringswarm.engine.EngineContext;

/** Room for the asks of all producers together, and for their answers. */
final class AskRoom {
    private static final int MOST_ASKS = EngineContext.DEFAULT_MAX_ASKS_IN_FLIGHT;

    private AskRoom() {}

    /**
     * Makes the room. An answer that fits no slot holds a buffer of its shard until it is read: there is one for each ask.
     *
     * @param context of the engine
     * @param producers how many ask
     */
    static void make(EngineContext context, int producers) {
        context.maxAsksInFlight(Math.max(1, MOST_ASKS / producers)).overflowBuffers(MOST_ASKS);
    }
}
