package io.ringswarm.harness.load.scenario;

/** What a load of tasks measures beside latency, as objectives call it: each of the whole run. */
public final class WorkFigures {
    /** The sum over all rounds of the offline schedule's makespan, over the sum of ours. */
    public static final String EFFICIENCY = "efficiency";

    /** Attempts that workers began, for each second of the rounds. */
    public static final String STARTS_PER_SECOND = "startsPerSecond";

    /** Tasks that a worker did although a result was certain to be in the cache. */
    public static final String MISSED_HITS = "missedHits";

    /** Tasks that got a result from the cache which was too old, or not the last. */
    public static final String STALE_HITS = "staleHits";

    private WorkFigures() {}
}
