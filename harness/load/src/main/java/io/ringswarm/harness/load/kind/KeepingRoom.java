package io.ringswarm.harness.load.kind;

import io.ringswarm.engine.EngineConfig;
import io.ringswarm.engine.EngineContext;
import io.ringswarm.harness.load.scenario.ScenarioConfig;

/**
 * Room for what agents that send on may have to keep: a parked message for each agent, and a stash that holds whatever can
 * be under way to agents that take nothing for the moment. From half of the stash on these admit nobody; what was under
 * way by then is bounded by rings, local queues, outboxes and what producers have staged, with one message for each agent
 * that comes to take nothing later, and has the other half.
 */
final class KeepingRoom {
    private static final int MOST_MESSAGES = 1 << 20;
    private static final int MOST_BYTES = 1 << 30;

    private KeepingRoom() {}

    /**
     * Makes the room.
     *
     * @param context of the engine, otherwise complete
     * @param config what is run
     * @param sendsPerMessage how many messages an agent sends for each that it handles, at most
     */
    static void make(EngineContext context, ScenarioConfig config, int sendsPerMessage) {
        EngineConfig engine = context.conclude();
        long underWay = engine.ringSlots()
                + engine.localQueueSlots()
                + (long) config.shards() * engine.outboxMessages()
                + (long) config.producers() * config.batch()
                + config.agents();
        long most = Math.min(MOST_MESSAGES, MOST_BYTES / engine.slotBytes());
        context.stashedMessages((int) Math.min(most, Math.max(engine.stashedMessages(), 2 * underWay)));
        long parked = (long) config.agents() * sendsPerMessage;
        context.parkedMessages((int) Math.min(most, Math.max(engine.parkedMessages(), parked)));
    }
}
