package io.ringswarm.reports.files;

import io.ringswarm.reports.run.SearchReport;

/** What {@code search --json} prints: keys in a fixed order, null where nothing is known. */
public final class SearchJson {
    private static final String SCHEMA = "/io/ringswarm/reports/search.schema.json";

    private SearchJson() {}

    /**
     * Writes a search as text.
     *
     * @param report the search
     * @return indented JSON that ends with a line break; the same search gives the same text
     */
    public static String write(SearchReport report) {
        return PublishedJson.write(report, "scenario=" + report.scenario());
    }

    /**
     * The published JSON Schema of the document, draft 2020-12.
     *
     * @return its text
     */
    public static String schema() {
        return PublishedJson.schema(SCHEMA);
    }
}
