package io.ringswarm.engine;

/** Is told that an agent which was watched has ended. */
@FunctionalInterface
public interface EndHandler {
    /**
     * Called once, as a delivery to the agent that watches. What it throws is as if that agent threw on a message.
     *
     * @param end whose end, and how
     * @param self the watching agent's own context
     * @throws Exception anything
     */
    void onEnd(AgentEnd end, AgentContext self) throws Exception;
}
