package io.ringswarm.harness.load.tasks;

import java.util.ArrayList;
import java.util.List;

/**
 * What a scenario says of its tasks: all that a plan follows from.
 *
 * @param tasks tasks of a round, 1 or more
 * @param workers workers that do them, 1 or more
 * @param meanTaskNs the mean of the distribution that their durations are drawn from, ns, above 0
 * @param taskSigma the standard deviation of the logarithm of a duration; 0 for durations that are all alike
 * @param estimateError the standard deviation of the logarithm of estimate over duration; 0 for estimates that are exact
 * @param meanGapNs the mean of what lies between two submits, ns; 0 when all tasks of a round are submitted at once
 * @param seed of everything that is drawn
 */
public record TaskLoad(
        int tasks,
        int workers,
        double meanTaskNs,
        double taskSigma,
        double estimateError,
        double meanGapNs,
        long seed) {
    /** Durations with a larger sigma are so uneven that one task takes most of all time. */
    private static final double MOST_SIGMA = 4;

    /**
     * Checks all values.
     *
     * @param tasks tasks of a round
     * @param workers workers that do them
     * @param meanTaskNs the mean of the durations' distribution
     * @param taskSigma the standard deviation of the logarithm of a duration
     * @param estimateError the standard deviation of the logarithm of estimate over duration
     * @param meanGapNs the mean of what lies between two submits
     * @param seed of everything that is drawn
     * @throws IllegalArgumentException naming every value that cannot be
     */
    public TaskLoad {
        List<String> faults = new ArrayList<>();
        expect(faults, tasks >= 1, "tasks=" + tasks + " (expected: 1 or more)");
        expect(faults, workers >= 1, "workers=" + workers + " (expected: 1 or more)");
        boolean timed = meanTaskNs > 0 && Double.isFinite(meanTaskNs);
        expect(faults, timed, "meanTask=" + meanTaskNs + " ns (expected: above 0)");
        expect(faults, isSigma(taskSigma), "taskSigma=" + taskSigma + " (expected: 0 to 4)");
        expect(faults, isSigma(estimateError), "estimateError=" + estimateError + " (expected: 0 to 4)");
        boolean spaced = meanGapNs >= 0 && Double.isFinite(meanGapNs);
        expect(faults, spaced, "meanGap=" + meanGapNs + " ns (expected: 0 or more)");
        if (!faults.isEmpty()) {
            throw new IllegalArgumentException(String.join("; ", faults));
        }
    }

    private static boolean isSigma(double value) {
        return value >= 0 && value <= MOST_SIGMA;
    }

    private static void expect(List<String> faults, boolean holds, String fault) {
        if (!holds) {
            faults.add(fault);
        }
    }
}
