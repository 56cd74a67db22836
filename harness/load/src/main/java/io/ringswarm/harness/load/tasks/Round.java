package io.ringswarm.harness.load.tasks;

import io.ringswarm.harness.load.scenario.WorkSettings;
import java.util.SplittableRandom;
import org.apache.commons.rng.sampling.distribution.RejectionInversionZipfSampler;
import org.apache.commons.rng.sampling.distribution.SharedStateDiscreteSampler;

/** The tasks of one round: which content each has, and what is planned for it. Does not change. */
final class Round {
    private static final long OF_KEYS = 0x6B657973L;

    private final int tasks;
    private final TaskPlan plan;
    private final int[] keys;

    private Round(int tasks, TaskPlan plan, int[] keys) {
        this.tasks = tasks;
        this.plan = plan;
        this.keys = keys;
    }

    /**
     * Draws a round.
     *
     * @param settings what the scenario says
     * @param seed of everything that is drawn
     * @param number the round's
     * @return the round
     */
    static Round of(WorkSettings settings, long seed, long number) {
        // What content costs to make does not change from round to round.
        TaskPlan plan =
                settings.meanTaskNs() == 0 ? null : TaskPlan.of(load(settings, seed), settings.isCached() ? 0 : number);
        return new Round(settings.tasks(), plan, settings.isCached() ? keys(settings, seed + number) : null);
    }

    private static TaskLoad load(WorkSettings settings, long seed) {
        return new TaskLoad(
                settings.isCached() ? settings.keys() : settings.tasks(),
                settings.workers(),
                settings.meanTaskNs(),
                settings.taskSigma(),
                settings.estimateError(),
                settings.meanGapNs(),
                seed);
    }

    private static int[] keys(WorkSettings settings, long seed) {
        SplittableRandom random = new SplittableRandom(seed ^ OF_KEYS);
        SharedStateDiscreteSampler zipf = settings.keySkew() == 0
                ? null
                : RejectionInversionZipfSampler.of(random::nextLong, settings.keys(), settings.keySkew());
        int[] keys = new int[settings.tasks()];
        for (int i = 0; i < keys.length; i++) {
            keys[i] = zipf == null ? random.nextInt(settings.keys()) : zipf.sample() - 1;
        }
        return keys;
    }

    int tasks() {
        return tasks;
    }

    /** Which content a task has; -1 where no two have the same. */
    int key(int task) {
        return keys == null ? -1 : keys[task];
    }

    long durationNs(int task) {
        return plan == null ? 0 : plan.durationNs(planned(task));
    }

    long estimateNs(int task) {
        return plan == null ? 0 : plan.estimateNs(planned(task));
    }

    /** From the start of the round. */
    long submitNs(int task) {
        return plan == null || keys != null ? 0 : plan.submitNs(task);
    }

    /** What a schedule takes that knows all; 0 where there is none. */
    long offlineMakespanNs(int tasksAtOnce) {
        return plan == null ? 0 : plan.offlineMakespanNs(tasksAtOnce);
    }

    private int planned(int task) {
        return keys == null ? task : keys[task];
    }
}
