package io.ringswarm.harness.load.measure;

import io.ringswarm.engine.DeadLetterReason;
import io.ringswarm.engine.metrics.AskCounters;
import io.ringswarm.engine.metrics.EngineCounters;
import java.util.EnumMap;
import java.util.Map;

/**
 * What became of the deliveries of the measured part, as the engine counts.
 *
 * @param created accepted
 * @param handled their handler returned
 * @param dead ended as dead letters, by reason
 * @param expired ended by their deadline
 * @param shed dropped
 * @param undelivered still waiting when the engine closed
 * @param parked found no room at first, however they ended
 * @param refused sends that were not accepted, so never created
 * @param asks what became of the asks
 */
public record Deliveries(
        long created,
        long handled,
        Map<DeadLetterReason, Long> dead,
        long expired,
        long shed,
        long undelivered,
        long parked,
        long refused,
        AskCounters asks) {
    /** Copies the map. */
    public Deliveries {
        dead = Map.copyOf(dead);
    }

    static Deliveries between(EngineCounters before, EngineCounters after) {
        Map<DeadLetterReason, Long> dead = new EnumMap<>(DeadLetterReason.class);
        after.dead()
                .forEach((reason, count) ->
                        dead.put(reason, count - before.dead().getOrDefault(reason, 0L)));
        return new Deliveries(
                after.created() - before.created(),
                after.handled() - before.handled(),
                dead,
                after.expired() - before.expired(),
                after.shed() - before.shed(),
                after.undelivered() - before.undelivered(),
                after.parked() - before.parked(),
                refused(after) - refused(before),
                between(before.asks(), after.asks()));
    }

    /** Dead letters of all reasons. */
    public long deadTotal() {
        return dead.values().stream().mapToLong(Long::longValue).sum();
    }

    /** Those that ended in another way than by being handled: gaps for those who number what they send. */
    public long unhandled() {
        return deadTotal() + expired + shed + undelivered;
    }

    /** Those that a handler began with: the ones that were timed. */
    public long begun() {
        return handled
                + dead.getOrDefault(DeadLetterReason.HANDLER_THREW, 0L)
                + dead.getOrDefault(DeadLetterReason.MALFORMED, 0L);
    }

    /** Accepted, and ended in no way that the engine knows: 0 once it is closed. */
    public long unaccounted() {
        return created - handled - unhandled();
    }

    private static long refused(EngineCounters counters) {
        return counters.refusals().total();
    }

    private static AskCounters between(AskCounters before, AskCounters after) {
        return new AskCounters(
                after.started() - before.started(),
                after.answered() - before.answered(),
                after.expired() - before.expired(),
                after.timedOut() - before.timedOut(),
                after.cancelled() - before.cancelled(),
                after.failed() - before.failed(),
                after.lateReplies() - before.lateReplies(),
                after.duplicateReplies() - before.duplicateReplies());
    }
}
