package io.ringswarm.harness.load.compare;

import java.util.List;

/**
 * What to compare.
 *
 * @param systems names of the systems; ratios are of the first to each other one
 * @param blocks how often each system is measured, once in each block
 * @param agents how many receive
 * @param warmupNs not measured, of each sample
 * @param measureNs measured, of each sample
 * @param seed of the order within the blocks
 */
public record ComparisonPlan(List<String> systems, int blocks, int agents, long warmupNs, long measureNs, long seed) {}
