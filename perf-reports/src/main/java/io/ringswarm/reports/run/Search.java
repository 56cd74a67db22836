package io.ringswarm.reports.run;

import java.util.List;

/**
 * A search for the highest rate that meets the objectives: latency against offered rate, with the knee at {@code highestRate}.
 *
 * @param probes every run of it, in the order in which they were made, the confirming ones among them
 * @param highestRate the highest rate that a longer run has confirmed, messages per second; null when none was
 * @param limitedBy what kept it from going higher; null when the search was interrupted
 */
public record Search(List<SearchProbe> probes, Double highestRate, SearchLimit limitedBy) {
    /**
     * Copies the list and checks the rate.
     *
     * @param probes every run of it
     * @param highestRate the highest rate that a longer run has confirmed
     * @param limitedBy what kept it from going higher
     */
    public Search {
        probes = Expect.list("search.probes", probes);
        if (highestRate != null) {
            Expect.positive("search.highestRate", highestRate);
        }
    }
}
