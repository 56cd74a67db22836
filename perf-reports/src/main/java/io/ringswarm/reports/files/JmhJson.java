package io.ringswarm.reports.files;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.ringswarm.reports.benchmark.Benchmark;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads the results that JMH writes with {@code -rf json}. Keys that are not shown are not looked at. */
public final class JmhJson {
    private static final String BYTES_PER_OPERATION = "gc.alloc.rate.norm";

    /** JMH writes what it does not know as a text. */
    private static final String NOT_KNOWN = "NaN";

    private final Path file;
    private final byte[] bytes;

    private JmhJson(Path file, byte[] bytes) {
        this.file = file;
        this.bytes = bytes;
    }

    /**
     * Reads results.
     *
     * @param file as JMH wrote it
     * @return its benchmarks, in order
     * @throws UnreadableReportException when there is no such file, or it is cut off, or not JMH's; the message names file, line, key,
     *     value and expectation
     */
    public static List<Benchmark> read(Path file) throws UnreadableReportException {
        try {
            return new JmhJson(file, Files.readAllBytes(file)).benchmarks();
        } catch (JsonProcessingException e) {
            throw new UnreadableReportException(file, JsonFault.reason(e), e);
        } catch (UnreadableReportException e) {
            throw e;
        } catch (IOException e) {
            throw new UnreadableReportException(file, UnreadableReportException.words(e), e);
        }
    }

    private List<Benchmark> benchmarks() throws IOException {
        JsonNode document = PublishedJson.MAPPER.readTree(bytes);
        if (!document.isArray() || document.isEmpty()) {
            throw new UnreadableReportException(
                    file, "expected: a JSON array of results, as JMH writes it with -rf json", null);
        }
        List<Benchmark> benchmarks = new ArrayList<>();
        for (int i = 0; i < document.size(); i++) {
            benchmarks.add(benchmark(document, "/" + i));
        }
        return benchmarks;
    }

    private Benchmark benchmark(JsonNode document, String at) throws UnreadableReportException {
        Map<String, String> params = new LinkedHashMap<>();
        document.at(at + "/params")
                .properties()
                .forEach(param -> params.put(param.getKey(), param.getValue().asText()));
        String bytesAt = at + "/secondaryMetrics/" + BYTES_PER_OPERATION + "/score";
        Double score = number(document, at + "/primaryMetric/score");
        if (score == null) {
            throw fault(document, at + "/primaryMetric/score", "a number");
        }
        return new Benchmark(
                text(document, at + "/benchmark"),
                params,
                text(document, at + "/mode"),
                text(document, at + "/primaryMetric/scoreUnit"),
                score,
                number(document, at + "/primaryMetric/scoreError"),
                document.at(bytesAt).isMissingNode() ? null : number(document, bytesAt));
    }

    private String text(JsonNode document, String at) throws UnreadableReportException {
        JsonNode node = document.at(at);
        if (!node.isTextual() || node.asText().isBlank()) {
            throw fault(document, at, "a text, as JMH writes it");
        }
        return node.asText();
    }

    private Double number(JsonNode document, String at) throws UnreadableReportException {
        JsonNode node = document.at(at);
        if (node.isTextual() && NOT_KNOWN.equals(node.asText())) {
            return null;
        }
        if (!node.isNumber() || !Double.isFinite(node.doubleValue())) {
            throw fault(document, at, "a number, as JMH writes it");
        }
        return node.doubleValue();
    }

    private UnreadableReportException fault(JsonNode document, String at, String expected) {
        int line = JsonLines.lineOf(bytes, JsonPointer.compile(at));
        String found = JsonFault.shortened(document.at(at));
        String key = at.substring(1).replace('/', '.');
        return new UnreadableReportException(
                file, "line " + line + ": " + key + "=" + found + ", expected: " + expected, null);
    }
}
