package io.ringswarm.harness.load.measure;

/**
 * What producers did in the measured part, in the messages that the load counts: where each that they send is several, all
 * of these are counted.
 *
 * @param scheduled messages due within the time; null in a closed loop
 * @param accepted messages that the engine accepted
 * @param refused times that the engine did not take all it was offered
 * @param dropped messages that were refused and not offered again
 * @param unsent messages due and neither accepted nor dropped; null in a closed loop
 * @param unsentByGenerator those of them that would not have been sent, too, had the engine refused nothing
 * @param lateByGenerator messages sent late, for which refusals do not account
 */
public record Offered(
        Long scheduled,
        long accepted,
        long refused,
        long dropped,
        Long unsent,
        long unsentByGenerator,
        long lateByGenerator) {}
