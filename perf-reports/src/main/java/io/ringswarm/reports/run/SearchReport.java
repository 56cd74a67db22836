package io.ringswarm.reports.run;

import java.util.List;

/**
 * The document that {@code search --json} prints.
 *
 * @param schemaVersion always {@value #SCHEMA_VERSION}; additions do not change it
 * @param scenario the scenario's name
 * @param probes every run, in the order in which they were made
 * @param highestRate the highest rate that a longer run has confirmed, messages per second; null when none was
 * @param limitedBy what kept the search from going higher; null when it was interrupted
 */
public record SearchReport(
        int schemaVersion, String scenario, List<SearchProbe> probes, Double highestRate, SearchLimit limitedBy) {
    /** The version of the document. */
    public static final int SCHEMA_VERSION = 1;

    /** The list is copied. */
    public SearchReport {
        probes = List.copyOf(probes);
    }

    /**
     * The document of a search.
     *
     * @param scenario the scenario's name
     * @param search what was found
     * @return the document
     */
    public static SearchReport of(String scenario, Search search) {
        return new SearchReport(SCHEMA_VERSION, scenario, search.probes(), search.highestRate(), search.limitedBy());
    }
}
