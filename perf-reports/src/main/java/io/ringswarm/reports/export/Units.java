package io.ringswarm.reports.export;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Set;

/** The unit of a number of {@code report.json}: what the document states beside it, or what its key ends in. */
final class Units {
    private static final Map<String, String> OF_SECTIONS = Map.of(
            "counts", "messages",
            "engine", "deliveries",
            "asks", "asks",
            "attribution", "samples",
            "tasks", "tasks");
    private static final Set<String> RATIOS = Set.of("efficiency", "successRate", "loadScore");
    private static final Set<String> MESSAGES =
            Set.of("sent", "refused", "unsentAtDeadline", "handled", "longestWait", "waitBound");
    private static final String UNIT = "unit";

    private Units() {}

    static String of(String section, String statistic, JsonNode parent) {
        String key = statistic.substring(statistic.lastIndexOf('.') + 1);
        if (key.endsWith("Ns")) {
            return "ns";
        }
        if (key.endsWith("PerSecond")) {
            return "messages/s";
        }
        if (key.endsWith("Seconds") || key.equals("seconds") || key.endsWith("Second")) {
            return "s";
        }
        if (key.endsWith("Bytes") || key.endsWith("BytesPerMessage") || key.equals("bytesPerMessage")) {
            return "bytes";
        }
        if (key.equals("count")) {
            return "figures".equals(section) ? "rounds" : "samples";
        }
        if (key.startsWith("cpuCores") || key.equals("cores") || key.equals("cgroupCpuQuota")) {
            return "cores";
        }
        if ("lanes".equals(section) && MESSAGES.contains(key)) {
            return "messages";
        }
        if (RATIOS.contains(key)) {
            return "";
        }
        if (key.equals("workerCount")) {
            return "workers";
        }
        if (key.equals("ended")) {
            return "tasks";
        }
        if (parent.has(UNIT)) {
            return parent.path(UNIT).asText();
        }
        return OF_SECTIONS.getOrDefault(section, "");
    }
}
