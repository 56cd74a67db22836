package io.ringswarm.engine.metrics;

import io.ringswarm.engine.DeadLetterReason;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.HdrHistogram.Histogram;

/**
 * One shard. Counts and histograms since the engine was launched; the rest as it was at this moment.
 *
 * @param shard its number, from 0
 * @param agents agents that live on it
 * @param handled messages whose handler returned
 * @param dead dead letters by reason
 * @param expired messages whose deadline had passed before their turn came
 * @param shed messages dropped because the shard was overloaded
 * @param restarts new instances that its agents have got
 * @param ringDepths messages that wait in the ring of each lane, the most urgent first
 * @param sending messages of its agents that wait in local queues and outboxes
 * @param kept messages that are parked or stashed
 * @param suspended agents that wait for room for what they have sent
 * @param restarting agents that wait for their next instance
 * @param latency how long its messages took
 * @param batches messages handled between two looks at its queues, one value for each time that there were any
 */
public record ShardMetrics(
        int shard,
        int agents,
        long handled,
        Map<DeadLetterReason, Long> dead,
        long expired,
        long shed,
        long restarts,
        List<Integer> ringDepths,
        int sending,
        int kept,
        int suspended,
        int restarting,
        LatencyHistograms latency,
        Histogram batches) {
    /**
     * The counts of a shard by reason.
     *
     * @param counters the shard's
     * @return all reasons
     */
    public static Map<DeadLetterReason, Long> deadOf(ShardCounters counters) {
        Map<DeadLetterReason, Long> dead = new EnumMap<>(DeadLetterReason.class);
        for (DeadLetterReason reason : DeadLetterReason.values()) {
            dead.put(reason, counters.dead(reason));
        }
        return Collections.unmodifiableMap(dead);
    }
}
