package io.ringswarm.engine;

import io.ringswarm.engine.metrics.EngineCounters;
import java.util.List;

/**
 * How closing went.
 *
 * @param counters what became of every message; nothing is in flight
 * @param abandoned threads whose agent did not return in time, each with its stack
 * @param retained copies of messages that nobody has released
 * @param retainedPlaces where these were retained, when {@link EngineContext#traceRetained} was on; else empty
 */
public record CloseReport(
        EngineCounters counters, List<AbandonedThread> abandoned, int retained, List<Throwable> retainedPlaces) {
    /**
     * A shard's thread that was left behind.
     *
     * @param name the thread's
     * @param stack where it was when it was given up, one frame a line
     */
    public record AbandonedThread(String name, String stack) {}
}
