package io.ringswarm.engine.metrics;

import io.ringswarm.engine.DeadLetterReason;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/**
 * What became of every message, by the law of conservation: created = handled + dead + expired + shed + undelivered + in
 * flight. Exact whenever nothing is being sent or handled, and after close, when nothing is in flight. While messages
 * move, the counts are read one after the other, the ends before the beginnings, so that in flight is never negative.
 *
 * @param created messages that were accepted
 * @param handled messages whose handler returned
 * @param dead messages that were not handled, by reason
 * @param expired messages whose deadline had passed before their turn came
 * @param shed messages dropped because a shard was overloaded
 * @param undelivered messages still waiting when the engine stopped
 * @param refusals sends that were not accepted, so never created
 * @param batchEndFaults calls of an agent's {@code onBatchEnd} that threw
 * @param restarts new instances that agents have got after a fault
 * @param parked messages that agents have sent and that found no room at first, however they ended
 * @param asks what became of the asks
 */
public record EngineCounters(
        long created,
        long handled,
        Map<DeadLetterReason, Long> dead,
        long expired,
        long shed,
        long undelivered,
        SendRefusals refusals,
        long batchEndFaults,
        long restarts,
        long parked,
        AskCounters asks) {

    /**
     * Reads the counters of senders and shards. Any thread.
     *
     * @param senders all senders'
     * @param shards all shards' counters
     * @param undelivered messages left behind, once stopped
     * @return their sums
     */
    public static EngineCounters sum(SenderLedger senders, Collection<ShardCounters> shards, long undelivered) {
        Map<DeadLetterReason, Long> dead = new EnumMap<>(DeadLetterReason.class);
        for (DeadLetterReason reason : DeadLetterReason.values()) {
            dead.put(reason, shards.stream().mapToLong(s -> s.dead(reason)).sum());
        }
        long handled = shards.stream().mapToLong(ShardCounters::handled).sum();
        long expired = shards.stream().mapToLong(ShardCounters::expired).sum();
        long batchEndFaults =
                shards.stream().mapToLong(ShardCounters::batchEndFaults).sum();
        long shed = shards.stream().mapToLong(ShardCounters::shed).sum();
        long given = shards.stream().mapToLong(ShardCounters::undelivered).sum();
        return new EngineCounters(
                senders.created(),
                handled,
                Collections.unmodifiableMap(dead),
                expired,
                shed,
                undelivered + given,
                senders.refusals(),
                batchEndFaults,
                shards.stream().mapToLong(ShardCounters::restarts).sum(),
                senders.parked(),
                senders.asks());
    }

    /**
     * How many messages have ended, in any way. Any thread.
     *
     * @param shards all shards' counters
     * @return messages
     */
    public static long ended(Collection<ShardCounters> shards) {
        long ended = 0;
        for (ShardCounters shard : shards) {
            ended += shard.ended();
        }
        return ended;
    }

    /**
     * How many messages have been created. Read after {@link #ended}, an equal number means that nothing was under way at
     * the moment in between. Any thread.
     *
     * @param senders all senders'
     * @return messages
     */
    public static long created(SenderLedger senders) {
        return senders.created();
    }

    /**
     * Counts everything that is in flight as undelivered: for an engine that has stopped with a thread still inside an agent
     * or a sender, where looking at the rings could miss a message or count one twice.
     *
     * @return the same counters with nothing in flight
     */
    public EngineCounters restUndelivered() {
        return closedWith(undelivered + inFlight());
    }

    /**
     * Counts the asks in flight as failed: for an engine that has stopped, where nobody will answer.
     *
     * @return the same counters with no ask in flight
     */
    public EngineCounters restOfAsksFailed() {
        return closedWith(undelivered);
    }

    /**
     * Dead letters of all reasons.
     *
     * @return messages
     */
    public long deadTotal() {
        return dead.values().stream().mapToLong(Long::longValue).sum();
    }

    /**
     * Messages accepted that have not ended yet.
     *
     * @return messages, 0 after close
     */
    public long inFlight() {
        return created - handled - deadTotal() - expired - shed - undelivered;
    }

    private EngineCounters closedWith(long leftBehind) {
        return new EngineCounters(
                created,
                handled,
                dead,
                expired,
                shed,
                leftBehind,
                refusals,
                batchEndFaults,
                restarts,
                parked,
                asks.restFailed());
    }
}
