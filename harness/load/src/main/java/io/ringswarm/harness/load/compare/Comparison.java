package io.ringswarm.harness.load.compare;

import io.ringswarm.harness.load.compare.ComparisonReport.RatioFigures;
import io.ringswarm.harness.load.compare.ComparisonReport.Spread;
import io.ringswarm.harness.load.compare.ComparisonReport.SystemFigures;
import io.ringswarm.harness.load.compare.ComparisonReport.Workload;
import io.ringswarm.harness.peers.Sample;
import io.ringswarm.reports.run.Environment;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import java.util.function.ToDoubleFunction;
import org.apache.commons.statistics.descriptive.Median;

/**
 * Randomised complete blocks: each block measures every system once, in an order of its own. A block that is set aside is
 * replaced by a new one, up to twice as many as were asked for.
 */
public final class Comparison {
    /** Fewer blocks support no interval. */
    public static final int MIN_BLOCKS = 6;

    private static final int MOST_TIMES_ASKED = 2;
    private static final int SCHEMA_VERSION = 1;
    private static final String METRIC = "handledPerSecond";
    private static final String WORKLOAD = "one-way";
    private static final String CODEC = "fixed";
    private static final int PAYLOAD_BYTES = 64;

    private final ComparisonPlan plan;
    private final BlockSource source;

    /**
     * A comparison that has not begun.
     *
     * @param plan what to compare
     * @param progress told of each step
     */
    public Comparison(ComparisonPlan plan, Consumer<String> progress) {
        this(plan, measuring(plan, progress));
    }

    /** A comparison of blocks from anywhere. */
    Comparison(ComparisonPlan plan, BlockSource source) {
        this.plan = plan;
        this.source = source;
    }

    /** Where blocks come from. */
    interface BlockSource {
        /**
         * Measures a block.
         *
         * @param number counted from 1
         * @param order of the systems
         */
        Block take(int number, List<String> order) throws IOException, InterruptedException;
    }

    /**
     * Takes all samples.
     *
     * @param environment of the report
     * @return the figures
     * @throws IOException when a process cannot be started or read
     * @throws InterruptedException when the calling thread is
     */
    public ComparisonReport run(Environment environment) throws IOException, InterruptedException {
        Random random = new Random(plan.seed());
        List<Block> blocks = new ArrayList<>();
        int counting = 0;
        while (counting < plan.blocks() && blocks.size() < MOST_TIMES_ASKED * plan.blocks()) {
            List<String> order = new ArrayList<>(plan.systems());
            Collections.shuffle(order, random);
            Block block = source.take(blocks.size() + 1, order);
            blocks.add(block);
            counting += block.isSetAside() ? 0 : 1;
        }
        Workload workload = new Workload(
                WORKLOAD,
                CODEC,
                PAYLOAD_BYTES,
                plan.agents(),
                plan.systems().stream().map(system -> figures(system, blocks)).toList(),
                ratios(blocks));
        return new ComparisonReport(SCHEMA_VERSION, plan.seed(), List.of(workload), environment);
    }

    private static BlockSource measuring(ComparisonPlan plan, Consumer<String> progress) {
        SampleLauncher launcher = new SampleLauncher(plan);
        return (number, order) -> {
            String of = number <= plan.blocks() ? " of " + plan.blocks() : ", in place of one set aside";
            Map<String, Sample> samples = new HashMap<>();
            List<Double> probesNs = new ArrayList<>();
            probesNs.add(CoreProbe.roundTripNs());
            for (String system : order) {
                progress.accept("block " + number + of + ": " + system);
                samples.put(system, launcher.take(system));
                probesNs.add(CoreProbe.roundTripNs());
            }
            return new Block(samples, probesNs);
        };
    }

    private static SystemFigures figures(String system, List<Block> blocks) {
        List<Sample> samples =
                blocks.stream().map(block -> block.samples().get(system)).toList();
        double[] rates = values(samples, Sample::handledPerSecond);
        return new SystemFigures(
                system,
                samples.get(0).version(),
                new Spread(
                        Arrays.stream(rates).min().orElseThrow(),
                        median(rates),
                        Arrays.stream(rates).max().orElseThrow()),
                Math.round(median(values(samples, Sample::p50Ns))),
                Math.round(median(values(samples, Sample::p99Ns))),
                median(values(samples, Sample::bytesPerMessage)),
                samples.stream().mapToLong(Sample::lost).sum());
    }

    private List<RatioFigures> ratios(List<Block> blocks) {
        List<Block> counting =
                blocks.stream().filter(block -> !block.isSetAside()).toList();
        boolean known = counting.size() >= MIN_BLOCKS;
        int setAside = blocks.size() - counting.size();
        String first = plan.systems().get(0);
        List<RatioFigures> ratios = new ArrayList<>();
        for (String other : plan.systems().subList(1, plan.systems().size())) {
            if (counting.isEmpty()) {
                ratios.add(new RatioFigures(first, other, METRIC, null, null, null, 0, setAside));
            } else {
                MedianInterval interval = MedianInterval.of(counting.stream()
                        .mapToDouble(block -> block.ratio(first, other))
                        .toArray());
                ratios.add(new RatioFigures(
                        first,
                        other,
                        METRIC,
                        interval.median(),
                        known ? (Double) interval.low() : null,
                        known ? (Double) interval.high() : null,
                        counting.size(),
                        setAside));
            }
        }
        return ratios;
    }

    private static double[] values(List<Sample> samples, ToDoubleFunction<Sample> value) {
        return samples.stream().mapToDouble(value).toArray();
    }

    private static double median(double[] values) {
        return Median.withDefaults().evaluate(values);
    }
}
