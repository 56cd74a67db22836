package io.ringswarm.reports.benchmark;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A benchmark's result, with the one it is compared with.
 *
 * @param base the result before; null when there is none
 * @param now the result; null when only the base has the benchmark
 */
public record BenchmarkPair(Benchmark base, Benchmark now) {
    /** How a result differs from the one before, where their errors leave no doubt. */
    public enum Change {
        /** Better. */
        BETTER,
        /** Worse. */
        WORSE,
        /** Their intervals overlap, or an error is not known, or there is nothing to compare. */
        UNDECIDED
    }

    /**
     * Puts results side by side.
     *
     * @param base the results before; null when there are none
     * @param now the results
     * @return a pair for each benchmark: those of {@code now} in their order, then those only {@code base} has
     */
    public static List<BenchmarkPair> of(List<Benchmark> base, List<Benchmark> now) {
        Map<String, Benchmark> before = new LinkedHashMap<>();
        if (base != null) {
            base.forEach(benchmark -> before.put(benchmark.key(), benchmark));
        }
        List<BenchmarkPair> pairs = new ArrayList<>();
        now.forEach(benchmark -> pairs.add(new BenchmarkPair(before.remove(benchmark.key()), benchmark)));
        before.values().forEach(benchmark -> pairs.add(new BenchmarkPair(benchmark, null)));
        return pairs;
    }

    /**
     * The benchmark, of whichever result there is.
     *
     * @return one of the two
     */
    public Benchmark either() {
        return now != null ? now : base;
    }

    /**
     * The score over the one before.
     *
     * @return the ratio; null when there are not two scores in the same unit, or the one before is not above 0
     */
    public Double ratio() {
        boolean comparable = base != null && now != null && base.unit().equals(now.unit()) && base.score() > 0;
        return comparable ? (Double) (now.score() / base.score()) : null;
    }

    /**
     * The bytes allocated over those before.
     *
     * @return the ratio; null when they were not measured twice, or those before are not above 0
     */
    public Double bytesRatio() {
        boolean comparable = base != null
                && now != null
                && base.bytesPerOperation() != null
                && now.bytesPerOperation() != null
                && base.bytesPerOperation() > 0;
        return comparable ? (Double) (now.bytesPerOperation() / base.bytesPerOperation()) : null;
    }

    /**
     * Whether the score changed by more than both errors together.
     *
     * @return how it changed
     */
    public Change change() {
        if (ratio() == null || base.error() == null || now.error() == null) {
            return Change.UNDECIDED;
        }
        double difference = now.score() - base.score();
        if (Math.abs(difference) <= base.error() + now.error()) {
            return Change.UNDECIDED;
        }
        return difference > 0 == now.moreIsBetter() ? Change.BETTER : Change.WORSE;
    }
}
