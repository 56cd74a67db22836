package io.ringswarm.reports.export;

import com.fasterxml.jackson.databind.JsonNode;
import io.ringswarm.reports.run.Interval;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * A run as tables: {@code report.csv} holds a value in each row, {@code intervals.csv} a second in each row. Values are those of
 * {@code report.json} with all their digits; a cell is empty where nothing was measured. The first column is the run's name, so that the
 * tables of several runs can be put one below the other.
 */
public final class CsvReport {
    private static final String RUN_ID = "run_id";
    private static final String WORKERS = "workers";
    private static final List<String> HEAD = List.of(RUN_ID, "section", "item", "statistic", "value", "unit");
    private static final Set<String> IN_MESSAGES =
            Set.of("sent", "handled", "queueDepth", "offered", "batchMean", "batchMax");

    /** Tables of their own, or a form of what is there already. */
    private static final Set<String> LEFT_OUT = Set.of("intervals", "schemaVersion", "runId", "worst");

    private final String runId;
    private final List<List<String>> rows = new ArrayList<>();

    private CsvReport(String runId) {
        this.runId = runId;
    }

    /**
     * The run's values, one to a row: its section, such as {@code latency}; the item, such as {@code response}; the statistic, such as
     * {@code p95}; the value; and its unit.
     *
     * @param document the run's {@code report.json}
     * @return a table with a head; the same document gives the same text
     */
    public static String values(JsonNode document) {
        CsvReport table = new CsvReport(CsvText.words(document.path("runId").asText()));
        document.properties().forEach(entry -> {
            if (!LEFT_OUT.contains(entry.getKey()) && !entry.getValue().isNull()) {
                table.section(entry.getKey(), entry.getValue());
            }
        });
        return CsvText.of(HEAD, table.rows);
    }

    /**
     * The run second by second.
     *
     * @param document the run's {@code report.json}
     * @return a table with a head, units in the names of the columns; the same document gives the same text
     */
    public static String intervals(JsonNode document) {
        List<String> keys = Arrays.stream(Interval.class.getRecordComponents())
                .filter(component -> component.getType() != List.class)
                .map(RecordComponent::getName)
                .toList();
        List<String> head = new ArrayList<>(List.of(RUN_ID));
        keys.forEach(key -> head.add(column(key)));
        String runId = CsvText.words(document.path("runId").asText());
        List<List<String>> rows = new ArrayList<>();
        for (JsonNode second : document.path("intervals")) {
            List<String> row = new ArrayList<>(List.of(runId));
            keys.forEach(key -> row.add(cell(second.path(key))));
            rows.add(row);
        }
        return CsvText.of(head, rows);
    }

    private void section(String section, JsonNode node) {
        if (node.isObject()) {
            object(section, node);
        } else if (node.isArray()) {
            for (int i = 0; i < node.size(); i++) {
                String name = nameOf(node.get(i));
                flat(section, name.isEmpty() ? String.valueOf(i) : name, "", node.get(i), node.get(i));
            }
        } else {
            row("run", "", section, node, "");
        }
    }

    private void object(String section, JsonNode node) {
        node.properties().forEach(entry -> {
            if (entry.getValue().isObject()) {
                flat(section, entry.getKey(), "", entry.getValue(), node);
            } else if (WORKERS.equals(entry.getKey())) {
                section(WORKERS, entry.getValue());
            } else if (!"latency".equals(section) && !isAside(section, entry.getKey())) {
                flat(section, "", entry.getKey(), entry.getValue(), node);
            }
        });
    }

    private void flat(String section, String item, String statistic, JsonNode node, JsonNode parent) {
        if (node.isObject()) {
            node.properties().forEach(entry -> {
                if (!isAside(section, entry.getKey())) {
                    flat(section, item, joined(statistic, entry.getKey()), entry.getValue(), node);
                }
            });
        } else if (node.isArray()) {
            for (int i = 0; i < node.size(); i++) {
                flat(section, item, joined(statistic, String.valueOf(i)), node.get(i), parent);
            }
        } else {
            row(section, item, statistic, node, Units.of(section, statistic, parent));
        }
    }

    /** Whether a key's value is the unit or the name of what stands beside it, or the samples themselves. */
    private static boolean isAside(String section, String key) {
        return switch (section) {
            case "slo" -> key.equals("unit") || key.equals("metric") || key.equals("op");
            case "latency", "hiccup" -> key.equals("unit") || key.equals("histogram");
            case "lanes" -> key.equals("unit") || key.equals("histogram") || key.equals("priority");
            case "tasks" -> key.equals("unit") || key.equals("histogram");
            case WORKERS -> key.equals("series") || key.equals("name");
            case "figures" -> key.equals("unit") || key.equals("name");
            default -> false;
        };
    }

    private static String joined(String path, String key) {
        return path.isEmpty() ? key : path + "." + key;
    }

    /** What an item of a list is called by, instead of its place in it. */
    private static String nameOf(JsonNode item) {
        if (item.has("metric")) {
            return ObjectiveText.of(
                    item.path("metric").asText(),
                    item.path("op").asText(),
                    item.path("limit").asDouble(),
                    item.path("unit").asText());
        }
        return item.path(item.has("priority") ? "priority" : "name").asText();
    }

    private void row(String section, String item, String statistic, JsonNode value, String unit) {
        rows.add(Arrays.asList(
                runId,
                section,
                CsvText.words(item),
                CsvText.words(statistic),
                cell(value),
                value.isNumber() ? unit : ""));
    }

    private static String cell(JsonNode value) {
        if (value.isNull() || value.isMissingNode()) {
            return null;
        }
        if (value.isIntegralNumber()) {
            return value.asText();
        }
        return value.isNumber() ? Decimals.of(value.doubleValue()) : CsvText.words(value.asText());
    }

    private static String column(String key) {
        String snake = key.replaceAll("([a-z0-9])([A-Z])", "$1_$2").toLowerCase(Locale.ROOT);
        return IN_MESSAGES.contains(key) ? snake + "_messages" : snake;
    }
}
