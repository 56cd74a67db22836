package io.ringswarm.reports.export;

import io.ringswarm.reports.benchmark.Benchmark;
import io.ringswarm.reports.benchmark.BenchmarkPair;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Results of JMH as a table: {@code benchmarks.csv}, with all their digits. */
public final class BenchmarkCsv {
    private static final List<String> HEAD = List.of(
            "benchmark",
            "params",
            "mode",
            "unit",
            "score",
            "error",
            "allocated_bytes_per_operation",
            "base_score",
            "base_error",
            "base_allocated_bytes_per_operation",
            "score_ratio",
            "allocated_ratio",
            "change");

    private BenchmarkCsv() {}

    /**
     * Writes a row for each benchmark; the columns of the base are empty where there is none.
     *
     * @param pairs the results
     * @return a table with a head
     */
    public static String of(List<BenchmarkPair> pairs) {
        return CsvText.of(HEAD, pairs.stream().map(BenchmarkCsv::row).toList());
    }

    private static List<String> row(BenchmarkPair pair) {
        Benchmark any = pair.either();
        Benchmark now = pair.now();
        Benchmark base = pair.base();
        return Arrays.asList(
                CsvText.words(any.name()),
                CsvText.words(any.paramText()),
                CsvText.words(any.mode()),
                CsvText.words(any.unit()),
                now == null ? null : Decimals.of(now.score()),
                now == null ? null : number(now.error()),
                now == null ? null : number(now.bytesPerOperation()),
                base == null ? null : Decimals.of(base.score()),
                base == null ? null : number(base.error()),
                base == null ? null : number(base.bytesPerOperation()),
                number(pair.ratio()),
                number(pair.bytesRatio()),
                base == null || now == null ? null : pair.change().name().toLowerCase(Locale.ROOT));
    }

    private static String number(Double value) {
        return value == null ? null : Decimals.of(value);
    }
}
