package io.ringswarm.engine.work.profile;

import java.util.List;

/**
 * A worker as it was at one moment. Immutable.
 *
 * @param name what it was hired as
 * @param state whether it gets tasks
 * @param slots as many tasks as it takes at a time
 * @param inHand slots that are taken: by tasks that it was handed and that have not ended, and those that are lost
 * @param lost slots of these which attempts keep that were given up, and of which the worker has not let go yet
 * @param queued tasks that wait for it
 * @param loadScore 0 to 100, see {@link LoadScore}
 * @param tasksEnded tasks that it was handed and that have ended
 * @param tasksSucceeded tasks of these that it has done
 * @param successRate 0 to 1, see {@link WorkerHistory#successRate()}
 * @param meanNs ns, see {@link WorkerHistory#meanNs()}
 * @param p95Ns ns, see {@link WorkerHistory#p95Ns()}
 * @param cv see {@link WorkerHistory#cv()}
 * @param efficiency 0 to 1, see {@link WorkerHistory#efficiency(long)}
 * @param specialities names of the kinds of task that it is good at, see {@link WorkerHistory#specialities()}
 */
public record WorkerProfile(
        String name,
        WorkerState state,
        int slots,
        int inHand,
        int lost,
        int queued,
        double loadScore,
        long tasksEnded,
        long tasksSucceeded,
        double successRate,
        double meanNs,
        long p95Ns,
        double cv,
        double efficiency,
        List<String> specialities) {
    /** Keeps a copy of the list. */
    public WorkerProfile {
        specialities = List.copyOf(specialities);
    }
}
