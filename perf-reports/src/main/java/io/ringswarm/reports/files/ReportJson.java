package io.ringswarm.reports.files;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.ringswarm.reports.run.Distribution;
import io.ringswarm.reports.run.RunReport;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** {@code report.json}: keys in a fixed order, null where nothing was measured; keys it does not know are skipped when read. */
public final class ReportJson {
    private static final String SCHEMA = "/io/ringswarm/reports/report.schema.json";

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .disable(DeserializationFeature.ADJUST_DATES_TO_CONTEXT_TIME_ZONE)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            // The JDK's own text of a double changed with 19: the same report must give the same bytes on every JDK.
            .enable(StreamWriteFeature.USE_FAST_DOUBLE_WRITER)
            .build();

    private static final ObjectWriter WRITER = MAPPER.writer(new DefaultPrettyPrinter()
            .withObjectIndenter(new DefaultIndenter("  ", "\n"))
            .withArrayIndenter(new DefaultIndenter("  ", "\n")));

    private ReportJson() {}

    /**
     * Writes a report as text.
     *
     * @param report the report
     * @return indented JSON that ends with a line break; the same report gives the same text
     */
    public static String write(RunReport report) {
        try {
            return WRITER.writeValueAsString(report) + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(
                    "runId=" + report.runId() + " (expected: a report that can be written as JSON)", e);
        }
    }

    /**
     * Reads a report back and checks that it agrees with itself.
     *
     * @param file a {@code report.json}
     * @return the report
     * @throws UnreadableReportException when there is no such file, or it is cut off, not a report, or contradicts itself
     */
    public static RunReport read(Path file) throws UnreadableReportException {
        JsonNode document = parse(file);
        JsonNode version = document.path("schemaVersion");
        if (!version.isInt() || version.intValue() != RunReport.SCHEMA_VERSION) {
            String found = version.isMissingNode() ? "missing" : version.toString();
            throw new UnreadableReportException(
                    file, "schemaVersion=" + found + ", expected: " + RunReport.SCHEMA_VERSION, null);
        }
        try {
            RunReport report = MAPPER.treeToValue(document, RunReport.class);
            requireConsistent(document, report);
            return report;
        } catch (JsonProcessingException e) {
            throw new UnreadableReportException(file, JsonFault.reason(e, document), e);
        } catch (IllegalArgumentException e) {
            throw new UnreadableReportException(file, e.getMessage(), e);
        }
    }

    /**
     * The published JSON Schema of the document, draft 2020-12.
     *
     * @return its text
     */
    public static String schema() {
        try (InputStream in = ReportJson.class.getResourceAsStream(SCHEMA)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static JsonNode parse(Path file) throws UnreadableReportException {
        try {
            return MAPPER.readTree(Files.readAllBytes(file));
        } catch (NoSuchFileException e) {
            throw new UnreadableReportException(file, "expected: a file that exists", e);
        } catch (JsonProcessingException e) {
            throw new UnreadableReportException(file, JsonFault.reason(e), e);
        } catch (IOException e) {
            throw new UnreadableReportException(file, e.getClass().getSimpleName() + ": " + e.getMessage(), e);
        }
    }

    private static void requireConsistent(JsonNode document, RunReport report) {
        JsonNode lost = document.at("/counts/lost");
        if (lost.isNumber() && lost.longValue() != report.counts().lost()) {
            throw new IllegalArgumentException(
                    "counts.lost=" + lost + ", expected: " + report.counts().lost() + " by the other counts");
        }
        requireSamples("response", report.latency().response());
        requireSamples("transit", report.latency().transit());
        requireSamples("handling", report.latency().handling());
        requireSamples("sendDelay", report.latency().sendDelay());
    }

    private static void requireSamples(String name, Distribution distribution) {
        if (distribution == null) {
            return;
        }
        long samples = distribution.decode().getTotalCount();
        if (samples != distribution.count()) {
            throw new IllegalArgumentException("latency." + name + ".count=" + distribution.count() + ", expected: "
                    + samples + " as in its histogram");
        }
    }
}
