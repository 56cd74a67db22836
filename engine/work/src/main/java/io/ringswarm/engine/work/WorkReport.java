package io.ringswarm.engine.work;

import java.util.List;

/**
 * How closing a work went.
 *
 * @param counters what became of the tasks
 * @param cancelled whether tasks had to be cancelled, as they did not end in time
 * @param stuckThreads names of tier threads that did not stop in time
 */
public record WorkReport(WorkCounters counters, boolean cancelled, List<String> stuckThreads) {
    /** Keeps a copy of the list. */
    public WorkReport {
        stuckThreads = List.copyOf(stuckThreads);
    }
}
