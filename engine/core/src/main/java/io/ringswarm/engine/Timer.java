package io.ringswarm.engine;

import java.time.Duration;

/**
 * Calls an agent's {@link TimerHandler} later. Confined to its agent's calls, like {@link AgentContext}. It does not fire
 * early; how late depends on the shard's other work. A timer of an agent that has stopped, or of an engine that closes,
 * does not fire.
 */
public interface Timer {
    /**
     * Sets the timer to fire once. Replaces what it was set to.
     *
     * @param delay from now; zero or more
     * @throws IllegalArgumentException when the delay is negative
     * @throws IllegalStateException when called by another thread or outside the agent's calls
     */
    void once(Duration delay);

    /**
     * Sets the timer to fire again and again, at whole periods from now: a late firing does not move the later ones. When
     * it comes so late that several are due, it fires once for them. Replaces what it was set to.
     *
     * @param period positive
     * @throws IllegalArgumentException when the period is not positive
     * @throws IllegalStateException when called by another thread or outside the agent's calls
     */
    void every(Duration period);

    /**
     * Unsets the timer.
     *
     * @return whether it was set
     * @throws IllegalStateException when called by another thread or outside the agent's calls
     */
    boolean cancel();

    /**
     * Whether the timer will fire.
     *
     * @return true when it is set
     */
    boolean isSet();
}
