package io.ringswarm.reports.export;

import io.ringswarm.reports.words.Legible;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Writes the Prometheus text format, version 0.0.4: families of samples, each family's samples together. A value that is null was not
 * measured and leaves nothing; a family without samples leaves nothing.
 */
final class Exposition {
    private final StringBuilder out = new StringBuilder();
    private final Map<String, String> common;
    private String name;
    private String pendingHead = "";

    /** Every sample gets these labels first. */
    Exposition(Map<String, String> common) {
        this.common = common;
    }

    Exposition gauge(String name, String help) {
        return family(name, "gauge", help);
    }

    Exposition summary(String name, String help) {
        return family(name, "summary", help);
    }

    private Exposition family(String name, String type, String help) {
        this.name = name;
        pendingHead = "# HELP " + name + " " + help.replace("\\", "\\\\") + "\n# TYPE " + name + " " + type + "\n";
        return this;
    }

    Exposition count(Long value, String... labels) {
        return value == null ? this : sample("", value.toString(), labels);
    }

    Exposition number(Double value, String... labels) {
        return value == null ? this : sample("", Decimals.of(value), labels);
    }

    Exposition seconds(Long ns, String... labels) {
        return ns == null ? this : sample("", Decimals.seconds(ns), labels);
    }

    Exposition truth(Boolean value, String... labels) {
        return value == null ? this : sample("", value ? "1" : "0", labels);
    }

    /** Labels are names and values by turns; a value that is null leaves its label out. */
    Exposition sample(String suffix, String value, String... labels) {
        out.append(pendingHead)
                .append(name)
                .append(suffix)
                .append(labels(labels))
                .append(' ')
                .append(value)
                .append('\n');
        pendingHead = "";
        return this;
    }

    String text() {
        return out.toString();
    }

    private String labels(String... own) {
        Map<String, String> all = new LinkedHashMap<>(common);
        for (int i = 0; i < own.length; i += 2) {
            if (own[i + 1] != null) {
                all.put(own[i], own[i + 1]);
            }
        }
        StringBuilder text = new StringBuilder();
        all.forEach((label, value) -> text.append(text.length() == 0 ? '{' : ',')
                .append(label)
                .append("=\"")
                .append(escaped(value))
                .append('"'));
        return text.length() == 0 ? "" : text.append('}').toString();
    }

    private static String escaped(String value) {
        return Legible.of(value).replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
    }
}
