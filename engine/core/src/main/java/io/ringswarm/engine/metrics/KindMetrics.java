package io.ringswarm.engine.metrics;

/**
 * The agents of one class, since the engine was launched.
 *
 * @param agentClass the class's name; {@code others} for those that came after the engine knew as many as it tells apart
 * @param living how many live now
 * @param latency of their messages, replies and timers; its {@code handling} has one value for each
 */
public record KindMetrics(String agentClass, int living, LatencyHistograms latency) {
    /**
     * Messages, replies and timers that came to handlers of this class.
     *
     * @return calls, thrown ones included
     */
    public long calls() {
        return latency.handling().getTotalCount();
    }
}
