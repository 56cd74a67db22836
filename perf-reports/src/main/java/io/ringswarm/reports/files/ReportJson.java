package io.ringswarm.reports.files;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.ringswarm.reports.run.Distribution;
import io.ringswarm.reports.run.Lane;
import io.ringswarm.reports.run.RunReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** {@code report.json}: keys in a fixed order, null where nothing was measured; keys it does not know are skipped when read. */
public final class ReportJson {
    private static final String SCHEMA = "/io/ringswarm/reports/report.schema.json";

    private static final JsonMapper MAPPER = PublishedJson.MAPPER;

    private ReportJson() {}

    /**
     * Writes a report as text.
     *
     * @param report the report
     * @return indented JSON that ends with a line break; the same report gives the same text
     */
    public static String write(RunReport report) {
        return PublishedJson.write(report, "runId=" + report.runId());
    }

    /** The document that {@link #write} writes. */
    static JsonNode tree(RunReport report) {
        return MAPPER.valueToTree(report);
    }

    /**
     * Reads a report back and checks that it agrees with itself.
     *
     * @param file a {@code report.json}
     * @return the report
     * @throws UnreadableReportException when there is no such file, or it is cut off, not a report, or contradicts itself
     */
    public static RunReport read(Path file) throws UnreadableReportException {
        byte[] bytes = bytes(file);
        JsonNode document = parse(file, bytes);
        if (!document.isObject()) {
            throw new UnreadableReportException(file, "expected: one JSON object, a report", null);
        }
        JsonNode version = document.path("schemaVersion");
        if (!version.isInt() || version.intValue() != RunReport.SCHEMA_VERSION) {
            String found = version.isMissingNode() ? "missing" : version.toString();
            throw new UnreadableReportException(
                    file,
                    JsonFault.located(
                            "schemaVersion=" + found + ", expected: " + RunReport.SCHEMA_VERSION, document, bytes),
                    null);
        }
        try {
            RunReport report = MAPPER.treeToValue(document, RunReport.class);
            requireConsistent(document, report);
            return report;
        } catch (JsonProcessingException e) {
            throw new UnreadableReportException(file, JsonFault.reason(e, document, bytes), e);
        } catch (IllegalArgumentException e) {
            throw new UnreadableReportException(file, JsonFault.located(e.getMessage(), document, bytes), e);
        }
    }

    /**
     * The published JSON Schema of the document, draft 2020-12.
     *
     * @return its text
     */
    public static String schema() {
        return PublishedJson.schema(SCHEMA);
    }

    private static byte[] bytes(Path file) throws UnreadableReportException {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UnreadableReportException(file, UnreadableReportException.words(e), e);
        }
    }

    private static JsonNode parse(Path file, byte[] bytes) throws UnreadableReportException {
        try {
            return MAPPER.readTree(bytes);
        } catch (JsonProcessingException e) {
            throw new UnreadableReportException(file, JsonFault.reason(e), e);
        } catch (IOException e) {
            throw new UnreadableReportException(file, UnreadableReportException.words(e), e);
        }
    }

    private static void requireConsistent(JsonNode document, RunReport report) {
        JsonNode lost = document.at("/counts/lost");
        if (lost.isNumber() && lost.longValue() != report.counts().lost()) {
            throw new IllegalArgumentException(
                    "counts.lost=" + lost + ", expected: " + report.counts().lost() + " by the other counts");
        }
        requireSamples("latency.response", report.latency().response());
        requireSamples("latency.transit", report.latency().transit());
        requireSamples("latency.handling", report.latency().handling());
        requireSamples("latency.sendDelay", report.latency().sendDelay());
        List<Lane> lanes = report.lanes() == null ? List.of() : report.lanes();
        for (int i = 0; i < lanes.size(); i++) {
            requireSamples("lanes." + i + ".response", lanes.get(i).response());
        }
        if (report.tasks() != null) {
            requireSamples("tasks.submitToStart", report.tasks().submitToStart());
            requireSamples("tasks.submitToEnd", report.tasks().submitToEnd());
        }
    }

    private static void requireSamples(String key, Distribution distribution) {
        if (distribution == null) {
            return;
        }
        long samples;
        try {
            samples = distribution.decode().getTotalCount();
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(e.getMessage().replaceFirst("^latency", key), e);
        }
        if (samples != distribution.count()) {
            throw new IllegalArgumentException(
                    key + ".count=" + distribution.count() + ", expected: " + samples + " as in its histogram");
        }
    }
}
