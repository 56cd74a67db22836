package io.ringswarm.engine;

/**
 * Names one agent of one engine. Immutable, may be shared by all threads. It stays with the agent that it was made for:
 * after that agent has stopped, messages sent through it are refused or become dead letters, also when another agent has
 * taken its name or its place.
 */
public interface AgentRef {
    /**
     * The agent's name, unique among the living agents of its engine.
     *
     * @return as given to {@link Engine#spawn}
     */
    String name();

    /**
     * The agent's address as frames carry it.
     *
     * @return never 0, which stands for a sender outside the engine
     */
    long address();
}
