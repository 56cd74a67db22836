package io.ringswarm.reports.run;

/**
 * Where the samples over the SLO come from; the parts add up to all of them. A part is null when its cause was not watched.
 *
 * @param gc samples in a collection
 * @param safepoint samples in another safepoint
 * @param descheduled samples while a thread of ours was off its core
 * @param generator samples that were late when sent
 * @param queueing samples behind others in a queue
 * @param unexplained all others
 * @param limitNs the response over which samples are counted here; null when not known
 */
public record Attribution(
        Long gc, Long safepoint, Long descheduled, Long generator, Long queueing, Long unexplained, Long limitNs) {
    /**
     * Checks that no part is negative.
     *
     * @param gc samples in a collection
     * @param safepoint samples in another safepoint
     * @param descheduled samples while a thread of ours was off its core
     * @param generator samples that were late when sent
     * @param queueing samples behind others in a queue
     * @param unexplained all others
     * @param limitNs the response over which samples are counted here
     */
    public Attribution {
        Expect.notNegative("attribution.gc", gc);
        Expect.notNegative("attribution.safepoint", safepoint);
        Expect.notNegative("attribution.descheduled", descheduled);
        Expect.notNegative("attribution.generator", generator);
        Expect.notNegative("attribution.queueing", queueing);
        Expect.notNegative("attribution.unexplained", unexplained);
        Expect.notNegative("attribution.limitNs", limitNs);
    }
}
