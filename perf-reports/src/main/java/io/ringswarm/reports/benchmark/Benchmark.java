package io.ringswarm.reports.benchmark;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * One result of JMH.
 *
 * @param name the benchmark's full name, with package, class and method
 * @param params its parameters, in the order of the file
 * @param mode JMH's short name of the mode, such as {@code thrpt} or {@code avgt}
 * @param unit of score and error, such as {@code ns/op}
 * @param score the mean
 * @param error half of the mean's 99.9 % confidence interval; null when JMH could not tell, as with one iteration
 * @param bytesPerOperation allocated, by JMH's gc profiler; null without it
 */
public record Benchmark(
        String name,
        Map<String, String> params,
        String mode,
        String unit,
        double score,
        Double error,
        Double bytesPerOperation) {
    private static final String THROUGHPUT = "thrpt";

    /**
     * Copies the parameters.
     *
     * @param name the benchmark's full name
     * @param params its parameters
     * @param mode JMH's short name of the mode
     * @param unit of score and error
     * @param score the mean
     * @param error half of the mean's confidence interval
     * @param bytesPerOperation allocated
     */
    public Benchmark {
        params = Collections.unmodifiableMap(new LinkedHashMap<>(params));
    }

    /**
     * The name for people: class, method and parameters.
     *
     * @return such as {@code AgentSendBenchmark.send (slots=128)}
     */
    public String shortName() {
        String[] parts = name.split("\\.");
        String last = parts.length < 2 ? name : parts[parts.length - 2] + "." + parts[parts.length - 1];
        return params.isEmpty() ? last : last + " (" + paramText() + ")";
    }

    /**
     * The parameters in one text.
     *
     * @return such as {@code slots=128, way=SAME_SHARD}; empty without parameters
     */
    public String paramText() {
        return params.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + entry.getValue())
                .collect(Collectors.joining(", "));
    }

    /**
     * Whether more is better.
     *
     * @return true for throughput, false for times
     */
    public boolean moreIsBetter() {
        return THROUGHPUT.equals(mode);
    }

    /** What must agree for two results to be of the same thing. */
    String key() {
        return name + "|" + params + "|" + mode;
    }
}
