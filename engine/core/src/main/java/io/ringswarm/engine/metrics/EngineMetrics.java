package io.ringswarm.engine.metrics;

import java.util.List;

/**
 * What an engine has done and how it is: a copy, which nobody changes. Counts and histograms begin at the engine's launch.
 *
 * @param atNs when it was taken, ns of the engine's clock
 * @param complete false when some shard did not give its histograms in time, so that they are those of an earlier moment
 * @param counters what became of every message
 * @param shards each shard
 * @param kinds each class of agents
 * @param retained copies of messages that agents have not released
 * @param lostDeadLetterNotes dead letters that a subscriber was not told of
 * @param ringBytes memory of all rings
 */
public record EngineMetrics(
        long atNs,
        boolean complete,
        EngineCounters counters,
        List<ShardMetrics> shards,
        List<KindMetrics> kinds,
        int retained,
        long lostDeadLetterNotes,
        long ringBytes) {}
