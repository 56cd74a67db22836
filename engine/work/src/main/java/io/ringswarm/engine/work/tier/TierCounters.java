package io.ringswarm.engine.work.tier;

/**
 * What a tier has done; all numbers are of tasks. With no task waiting or running, every task that {@link Tier#tryRun} accepted
 * is in exactly one of {@code done}, {@code cancelled} and {@code returned}.
 *
 * @param running on a thread now
 * @param waiting accepted, not begun
 * @param done ran to an end of any kind
 * @param failed of these, threw something, other than what a cancelled task throws when it is interrupted
 * @param cancelled never began, as somebody cancelled them
 * @param returned never began, as the tier closed
 * @param refused not accepted
 */
public record TierCounters(
        int running, int waiting, long done, long failed, long cancelled, long returned, long refused) {}
