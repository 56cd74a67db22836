package io.ringswarm.reports.comparison;

import io.ringswarm.reports.run.Environment;
import java.util.List;

/**
 * The document that {@code compare --json} prints.
 *
 * @param schemaVersion always 1; additions do not change it
 * @param seed of the order of samples
 * @param workloads one entry each
 * @param env the machine
 * @param warmupSeconds of each sample; null when not known
 * @param durationSeconds measured of each sample; null when not known
 */
public record ComparisonReport(
        int schemaVersion,
        long seed,
        List<Workload> workloads,
        Environment env,
        Double warmupSeconds,
        Double durationSeconds) {
    /** A document's fields are never null, but {@code env} and the times may be. */
    public ComparisonReport {
        workloads = List.copyOf(workloads);
    }

    /**
     * Of samples whose length is not known.
     *
     * @param schemaVersion always 1
     * @param seed of the order of samples
     * @param workloads one entry each
     * @param env the machine
     */
    public ComparisonReport(int schemaVersion, long seed, List<Workload> workloads, Environment env) {
        this(schemaVersion, seed, workloads, env, null, null);
    }

    /**
     * One kind of work.
     *
     * @param name of the workload
     * @param what is sent, and what latency is
     * @param codec of the bodies; more than one, with commas between them, where the systems differ in it
     * @param payloadBytes length of a body's content
     * @param agents how many there were to be; as many as come out even are made
     * @param systems what was measured of each
     * @param ratios of the first system to the others
     */
    public record Workload(
            String name,
            String what,
            String codec,
            int payloadBytes,
            int agents,
            List<SystemFigures> systems,
            List<RatioFigures> ratios) {
        /** Lists are copied. */
        public Workload {
            systems = List.copyOf(systems);
            ratios = List.copyOf(ratios);
        }
    }

    /**
     * One system, over all blocks.
     *
     * @param name of the system
     * @param version of the system
     * @param handledPerSecond over the blocks
     * @param p50Ns median over the blocks of the median latency, ns
     * @param p99Ns median over the blocks of its 99th percentile, ns
     * @param bytesPerMessage median over the blocks
     * @param lost in all blocks together
     */
    public record SystemFigures(
            String name,
            String version,
            Spread handledPerSecond,
            long p50Ns,
            long p99Ns,
            double bytesPerMessage,
            long lost) {}

    /**
     * Least, middle and greatest of the blocks.
     *
     * @param min least
     * @param median middle
     * @param max greatest
     */
    public record Spread(double min, double median, double max) {}

    /**
     * One system over another, block by block.
     *
     * @param a numerator
     * @param b denominator
     * @param metric what was divided: the name of one of the systems' figures
     * @param moreIsBetter whether a ratio above 1 is to the good of {@code a}
     * @param median over the blocks that count; null when none does
     * @param low lower end of the median's 95 % interval; null when fewer than six blocks count
     * @param high upper end of it; null when fewer than six blocks count
     * @param blocks that count
     * @param setAside blocks left out, as the machine changed within them
     * @param noise how far apart two samples of the same build may come; null unless two builds are compared
     * @param worse whether {@code a} is worse than {@code b} beyond the noise; null unless two builds are compared and enough
     *     blocks count
     */
    public record RatioFigures(
            String a,
            String b,
            String metric,
            boolean moreIsBetter,
            Double median,
            Double low,
            Double high,
            int blocks,
            int setAside,
            Noise noise,
            Boolean worse) {}

    /**
     * The band of ratios that say nothing.
     *
     * @param low its lower end, at most 1
     * @param high its upper end, at least 1
     */
    public record Noise(double low, double high) {}
}
