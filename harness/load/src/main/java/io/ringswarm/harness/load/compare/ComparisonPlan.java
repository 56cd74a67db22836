package io.ringswarm.harness.load.compare;

import io.ringswarm.harness.peers.Workload;
import java.util.List;

/**
 * What to compare.
 *
 * @param tasks one after the other
 * @param blocks how often each participant of a task is measured, once in each block
 * @param agents how many receive
 * @param warmupNs not measured, of each sample
 * @param measureNs measured, of each sample
 * @param seed of the order within the blocks
 */
public record ComparisonPlan(List<Task> tasks, int blocks, int agents, long warmupNs, long measureNs, long seed) {
    /**
     * A workload and who does it.
     *
     * @param workload what is done
     * @param participants two or more; ratios are of the first to each other one
     */
    public record Task(Workload workload, List<Participant> participants) {}
}
