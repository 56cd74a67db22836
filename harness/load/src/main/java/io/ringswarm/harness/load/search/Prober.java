package io.ringswarm.harness.load.search;

import io.ringswarm.reports.run.SearchProbe;

/** Tries rates. */
public interface Prober {
    /**
     * Runs the load once, with an engine of its own.
     *
     * @param rate messages per second
     * @param confirming whether it is to be a longer run
     * @return what was found; null when the search was interrupted meanwhile
     */
    SearchProbe probe(double rate, boolean confirming);
}
