package io.ringswarm.harness.load.compare;

import io.ringswarm.harness.peers.Workload;
import java.util.List;

/**
 * What to compare.
 *
 * @param tasks one after the other
 * @param baseline the build that {@link Participant.Build#BASELINE} is; null when no task has one
 * @param blocks how often each participant of a task is measured, once in each block
 * @param agents how many receive
 * @param warmupNs not measured, of each sample; up to twice as long while its JVM still compiles
 * @param measureNs measured, of each sample
 * @param seed of the order within the blocks
 */
public record ComparisonPlan(
        List<Task> tasks, Distribution baseline, int blocks, int agents, long warmupNs, long measureNs, long seed) {
    /**
     * A workload and who does it.
     *
     * @param workload what is done
     * @param participants two or more; ratios are of the first to each other one, and where a system has a baseline, of
     *     that system to it
     */
    public record Task(Workload workload, List<Participant> participants) {
        /** Whether two builds are compared. */
        boolean isOfBuilds() {
            return participants.stream().anyMatch(participant -> participant.build() == Participant.Build.BASELINE);
        }
    }
}
