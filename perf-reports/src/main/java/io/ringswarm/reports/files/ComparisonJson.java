package io.ringswarm.reports.files;

import io.ringswarm.reports.comparison.ComparisonReport;

/** {@code compare.json}: keys in a fixed order, null where nothing was measured. */
public final class ComparisonJson {
    private static final String SCHEMA = "/io/ringswarm/reports/compare.schema.json";

    private ComparisonJson() {}

    /**
     * Writes a comparison as text.
     *
     * @param report the comparison
     * @return indented JSON that ends with a line break; the same comparison gives the same text
     */
    public static String write(ComparisonReport report) {
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
