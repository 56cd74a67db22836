package io.ringswarm.reports.run;

/**
 * What became of every delivery, as the engine counts: one for each time that a message, or an answer, was put on its way. Where
 * handlers send on or answer, these are more than the messages of {@link Counts}.
 *
 * @param created deliveries accepted
 * @param handled deliveries whose handler returned
 * @param expired deliveries past their deadline
 * @param shed deliveries dropped by an overload rule
 * @param deadLettered deliveries that ended as dead letters
 * @param undelivered deliveries still held when the engine closed
 * @param parked deliveries accepted that found no room at first, however they ended
 * @param refused sends that were not accepted
 */
public record EngineCounts(
        long created,
        long handled,
        long expired,
        long shed,
        long deadLettered,
        long undelivered,
        long parked,
        long refused) {
    /**
     * Checks that no count is negative.
     *
     * @param created deliveries accepted
     * @param handled deliveries whose handler returned
     * @param expired deliveries past their deadline
     * @param shed deliveries dropped by an overload rule
     * @param deadLettered deliveries that ended as dead letters
     * @param undelivered deliveries still held when the engine closed
     * @param parked deliveries accepted that found no room at first
     * @param refused sends that were not accepted
     */
    public EngineCounts {
        Expect.notNegative("engine.created", created);
        Expect.notNegative("engine.handled", handled);
        Expect.notNegative("engine.expired", expired);
        Expect.notNegative("engine.shed", shed);
        Expect.notNegative("engine.deadLettered", deadLettered);
        Expect.notNegative("engine.undelivered", undelivered);
        Expect.notNegative("engine.parked", parked);
        Expect.notNegative("engine.refused", refused);
    }
}
