package io.ringswarm.harness.load.compare;

import io.ringswarm.harness.load.compare.ComparisonPlan.Task;
import io.ringswarm.harness.peers.Peers;
import io.ringswarm.harness.peers.Sample;
import io.ringswarm.reports.comparison.ComparisonReport;
import io.ringswarm.reports.comparison.ComparisonReport.Spread;
import io.ringswarm.reports.comparison.ComparisonReport.SystemFigures;
import io.ringswarm.reports.comparison.ComparisonReport.Workload;
import io.ringswarm.reports.run.Environment;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import org.apache.commons.statistics.descriptive.Median;

/**
 * Randomised complete blocks, for one workload after the other: each block measures every participant once, in an order of
 * its own. A block that is set aside is replaced by a new one, up to twice as many as were asked for.
 */
public final class Comparison {
    /** Fewer blocks support no interval. */
    public static final int MIN_BLOCKS = 6;

    private static final int MOST_TIMES_ASKED = 2;
    private static final int SCHEMA_VERSION = 1;
    private static final int PAYLOAD_BYTES = 64;
    private static final double NS_PER_SECOND = 1e9;

    private final ComparisonPlan plan;
    private final BlockSource source;
    private volatile boolean interrupted;

    /**
     * A comparison that has not begun.
     *
     * @param plan what to compare
     * @param progress told of each step
     */
    public Comparison(ComparisonPlan plan, Consumer<String> progress) {
        this.plan = plan;
        source = measuring(plan, progress, this::isInterrupted);
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
         * @param task what is done
         * @param number counted from 1 in each task
         * @param order of the task's participants
         */
        Block take(Task task, int number, List<Participant> order) throws IOException, InterruptedException;
    }

    /** Any thread. Ends the comparison soon; the blocks that are whole by then are its result. */
    public void interrupt() {
        interrupted = true;
    }

    /** Whether it was interrupted. */
    public boolean isInterrupted() {
        return interrupted;
    }

    /**
     * Takes all samples, or as many as there is time for before an interruption: then workloads without a whole block are
     * left out.
     *
     * @param environment of the report
     * @return the figures
     * @throws IOException when a process cannot be started or read
     * @throws InterruptedException when the calling thread is
     */
    public ComparisonReport run(Environment environment) throws IOException, InterruptedException {
        Random random = new Random(plan.seed());
        List<Workload> workloads = new ArrayList<>();
        for (Task task : plan.tasks()) {
            List<Block> blocks = blocks(task, random);
            if (blocks.isEmpty()) {
                continue;
            }
            workloads.add(new Workload(
                    task.workload().label(),
                    task.workload().what(),
                    codecs(task),
                    PAYLOAD_BYTES,
                    plan.agents(),
                    task.participants().stream()
                            .map(participant -> figures(participant.name(), blocks))
                            .toList(),
                    new Ratios(blocks).of(task)));
        }
        return new ComparisonReport(
                SCHEMA_VERSION,
                plan.seed(),
                workloads,
                environment,
                plan.warmupNs() / NS_PER_SECOND,
                plan.measureNs() / NS_PER_SECOND);
    }

    private static String codecs(Task task) {
        return task.participants().stream()
                .map(participant -> Peers.codec(participant.system()))
                .distinct()
                .collect(Collectors.joining(", "));
    }

    private List<Block> blocks(Task task, Random random) throws IOException, InterruptedException {
        List<Block> blocks = new ArrayList<>();
        int counting = 0;
        while (!interrupted && counting < plan.blocks() && blocks.size() < MOST_TIMES_ASKED * plan.blocks()) {
            List<Participant> order = new ArrayList<>(task.participants());
            Collections.shuffle(order, random);
            Block block = take(task, blocks.size() + 1, order);
            if (block != null) {
                blocks.add(block);
                counting += block.isSetAside() ? 0 : 1;
            }
        }
        return blocks;
    }

    /** Null when an interruption has ended the processes that take the samples, too. */
    private Block take(Task task, int number, List<Participant> order) throws IOException, InterruptedException {
        try {
            return source.take(task, number, order);
        } catch (SampleFailedException e) {
            if (interrupted) {
                return null;
            }
            throw e;
        }
    }

    private static BlockSource measuring(ComparisonPlan plan, Consumer<String> progress, BooleanSupplier interruption) {
        SampleLauncher launcher = new SampleLauncher(plan);
        return (task, number, order) -> {
            String of = number <= plan.blocks() ? " of " + plan.blocks() : ", in place of one set aside";
            Map<String, Sample> samples = new HashMap<>();
            List<Double> probesNs = new ArrayList<>();
            probesNs.add(CoreProbe.roundTripNs());
            for (Participant participant : order) {
                if (interruption.getAsBoolean()) {
                    throw new SampleFailedException("interrupted");
                }
                progress.accept(task.workload().label() + ", block " + number + of + ": " + participant.name());
                samples.put(participant.name(), launcher.take(task.workload(), participant));
                probesNs.add(CoreProbe.roundTripNs());
            }
            return new Block(samples, probesNs);
        };
    }

    /** Of the blocks that count, as the ratios are; where none does, of all. What was lost in any block stays lost. */
    private static SystemFigures figures(String name, List<Block> blocks) {
        List<Block> counting =
                blocks.stream().filter(block -> !block.isSetAside()).toList();
        List<Sample> samples = (counting.isEmpty() ? blocks : counting)
                .stream().map(block -> block.samples().get(name)).toList();
        double[] rates = values(samples, Sample::handledPerSecond);
        return new SystemFigures(
                name,
                samples.get(0).version(),
                new Spread(
                        Arrays.stream(rates).min().orElseThrow(),
                        median(rates),
                        Arrays.stream(rates).max().orElseThrow()),
                Math.round(median(values(samples, Sample::p50Ns))),
                Math.round(median(values(samples, Sample::p99Ns))),
                median(values(samples, Sample::bytesPerMessage)),
                blocks.stream()
                        .mapToLong(block -> block.samples().get(name).lost())
                        .sum());
    }

    private static double[] values(List<Sample> samples, ToDoubleFunction<Sample> value) {
        return samples.stream().mapToDouble(value).toArray();
    }

    private static double median(double[] values) {
        return Median.withDefaults().evaluate(values);
    }
}
