package io.ringswarm.engine;

/** What an agent does when a timer fires. */
@FunctionalInterface
public interface TimerHandler {
    /**
     * Called on the agent's shard, as any of its deliveries.
     *
     * @param timer the timer, which may be set again
     * @param dueNs when it should have fired, ns of the engine's clock
     * @param self the agent's own context
     * @throws Exception anything; the firing becomes a dead letter, a repeated timer goes on
     */
    void onTimer(Timer timer, long dueNs, AgentContext self) throws Exception;
}
