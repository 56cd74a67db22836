package io.ringswarm.harness.load.measure;

import io.ringswarm.engine.metrics.EngineCounters;

/**
 * Where the messages of the measured part went, counted by three that do not know of each other: producers, engine,
 * agents.
 *
 * @param scheduled due within the time; null in a closed loop
 * @param sent accepted, as the producers count
 * @param refused times that the engine did not take all it was offered
 * @param unsent due and not accepted; null in a closed loop
 * @param unsentByGenerator those of them that would not have been sent, too, had the engine refused nothing
 * @param lateByGenerator messages sent late, for which refusals do not account
 * @param created accepted, as the engine counts
 * @param engineHandled handled, as the engine counts
 * @param deadLettered ended as dead letters
 * @param expired ended by their deadline
 * @param shed dropped
 * @param undelivered still waiting when the engine closed
 * @param handled as the agents count
 * @param missing numbers that agents did not see although they saw later ones
 * @param duplicates seen twice by their agent
 * @param outOfOrder seen after a later one
 */
public record Accounts(
        Long scheduled,
        long sent,
        long refused,
        Long unsent,
        long unsentByGenerator,
        long lateByGenerator,
        long created,
        long engineHandled,
        long deadLettered,
        long expired,
        long shed,
        long undelivered,
        long handled,
        long missing,
        long duplicates,
        long outOfOrder) {
    static Accounts of(Sent sending, EngineCounters before, EngineCounters after, AgentTally agents) {
        return new Accounts(
                sending.scheduled(),
                sending.sent(),
                sending.refused(),
                sending.unsent(),
                sending.unsentByGenerator(),
                sending.lateByGenerator(),
                after.created() - before.created(),
                after.handled() - before.handled(),
                after.deadTotal() - before.deadTotal(),
                after.expired() - before.expired(),
                after.shed() - before.shed(),
                after.undelivered() - before.undelivered(),
                agents.handled(),
                agents.missing(),
                agents.duplicates(),
                agents.outOfOrder());
    }

    /** The producers' part. */
    record Sent(Long scheduled, long sent, long refused, Long unsent, long unsentByGenerator, long lateByGenerator) {}
}
