package io.ringswarm.reports.files;

import io.ringswarm.reports.diff.DiffReport;

/** {@code diff.json}: keys in a fixed order, null where nothing is known. */
public final class DiffJson {
    private static final String SCHEMA = "/io/ringswarm/reports/diff.schema.json";

    private DiffJson() {}

    /**
     * Writes a comparison of saved runs as text.
     *
     * @param report the comparison
     * @return indented JSON that ends with a line break; the same comparison gives the same text
     */
    public static String write(DiffReport report) {
        return PublishedJson.write(report, "seed=" + report.seed());
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
