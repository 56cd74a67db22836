package io.ringswarm.harness.load.kind;

/**
 * How much of a load of the user's own could be seen, where the harness's agents see all.
 *
 * @param workload the user's class
 * @param countsItself whether the load says itself what has been handled
 * @param agents those that producers send to
 * @param checked for how many of them the load tells which messages came
 * @param firstDeath the first dead letter's reason and cause in words; null when there is none
 */
public record Witness(String workload, boolean countsItself, int agents, int checked, String firstDeath) {}
