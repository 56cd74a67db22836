package io.ringswarm.engine.work.tier;

import io.ringswarm.engine.CloseReport.AbandonedThread;
import java.util.List;

/**
 * How closing a tier went.
 *
 * @param notRun accepted tasks that never began and never will
 * @param abandoned threads whose task did not end in time, each with its stack
 */
public record TierCloseReport(List<TierTask> notRun, List<AbandonedThread> abandoned) {
    /** Keeps copies of the lists. */
    public TierCloseReport {
        notRun = List.copyOf(notRun);
        abandoned = List.copyOf(abandoned);
    }
}
