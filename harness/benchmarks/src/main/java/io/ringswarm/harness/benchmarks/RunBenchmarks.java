package io.ringswarm.harness.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.openjdk.jmh.Main;

/**
 * JMH's command line, with two defaults: the garbage that each operation makes is measured, and the result is kept as JSON,
 * in a file named for the benchmarks that ran.
 */
public final class RunBenchmarks {
    private static final String PROFILER = "-prof";
    private static final String RESULT_FORMAT = "-rf";
    private static final String RESULT_FILE = "-rff";
    private static final String ALL = "all";

    private RunBenchmarks() {}

    /**
     * Runs.
     *
     * @param args the directory for results, then JMH's own arguments
     * @throws IOException when the directory cannot be made, or JMH cannot write there
     */
    public static void main(String[] args) throws IOException {
        Path results = Path.of(args[0]);
        Files.createDirectories(results);
        Main.main(withDefaults(results, Arrays.asList(args).subList(1, args.length))
                .toArray(String[]::new));
    }

    /**
     * Adds what was not said.
     *
     * @param results directory for results
     * @param args JMH's arguments
     * @return these, with a profiler and a result file unless they name one
     */
    static List<String> withDefaults(Path results, List<String> args) {
        List<String> all = new ArrayList<>(args);
        if (!args.contains(PROFILER)) {
            all.addAll(List.of(PROFILER, "gc"));
        }
        if (!args.contains(RESULT_FORMAT)) {
            all.addAll(List.of(RESULT_FORMAT, "json"));
        }
        if (!args.contains(RESULT_FILE)) {
            all.addAll(
                    List.of(RESULT_FILE, results.resolve(name(args) + ".json").toString()));
        }
        return all;
    }

    /** The first argument is a pattern unless it is an option. */
    private static String name(List<String> args) {
        String pattern = args.isEmpty() || args.get(0).startsWith("-") ? "" : args.get(0);
        String name = pattern.replaceAll("[^A-Za-z0-9]+", "-").replaceAll("^-|-$", "");
        return name.isEmpty() ? ALL : name;
    }
}
