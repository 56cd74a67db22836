package io.ringswarm.reports.run;

import java.util.List;

/**
 * One run of a search for the highest rate.
 *
 * @param rate offered messages per second, above 0
 * @param status whether it met the objectives; {@code invalid} is not known to meet them
 * @param confirming whether it was one of the longer runs that confirm a rate
 * @param seconds the scheduled duration; null when not known
 * @param p50Ns median response; null when not measured or too few samples support it
 * @param p95Ns 95th percentile of the response
 * @param p99Ns 99th percentile of the response
 * @param handledPerSecond messages that handlers took; null when not measured
 * @param reasons why it failed or is invalid, the weightiest first; empty when it passed
 */
public record SearchProbe(
        double rate,
        VerdictStatus status,
        boolean confirming,
        Double seconds,
        Long p50Ns,
        Long p95Ns,
        Long p99Ns,
        Double handledPerSecond,
        List<String> reasons) {
    /**
     * Checks that there are a rate and a status, and that numbers are not negative.
     *
     * @param rate offered messages per second
     * @param status whether it met the objectives
     * @param confirming whether it was one of the longer runs that confirm a rate
     * @param seconds the scheduled duration
     * @param p50Ns median response
     * @param p95Ns 95th percentile of the response
     * @param p99Ns 99th percentile of the response
     * @param handledPerSecond messages that handlers took
     * @param reasons why it failed or is invalid
     */
    public SearchProbe {
        Expect.positive("search.probes.rate", rate);
        Expect.present("search.probes.status", status);
        Expect.notNegative("search.probes.seconds", seconds);
        Expect.notNegative("search.probes.p50Ns", p50Ns);
        Expect.notNegative("search.probes.p95Ns", p95Ns);
        Expect.notNegative("search.probes.p99Ns", p99Ns);
        Expect.notNegative("search.probes.handledPerSecond", handledPerSecond);
        reasons = Expect.list("search.probes.reasons", reasons);
    }
}
