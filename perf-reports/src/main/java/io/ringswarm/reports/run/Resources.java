package io.ringswarm.reports.run;

/**
 * What the process used during the measured part; each is null when not measured.
 *
 * @param cpuSeconds CPU time of all threads
 * @param cpuCoresMean cores kept busy on average; 1 is one whole core
 * @param cpuCoresMax cores kept busy in the busiest second
 * @param rssMeanBytes resident memory on average
 * @param rssMaxBytes resident memory at most
 * @param heapUsedBytes heap in use at the end
 */
public record Resources(
        Double cpuSeconds,
        Double cpuCoresMean,
        Double cpuCoresMax,
        Long rssMeanBytes,
        Long rssMaxBytes,
        Long heapUsedBytes) {
    /**
     * Checks that numbers are finite and not negative.
     *
     * @param cpuSeconds CPU time of all threads
     * @param cpuCoresMean cores kept busy on average
     * @param cpuCoresMax cores kept busy in the busiest second
     * @param rssMeanBytes resident memory on average
     * @param rssMaxBytes resident memory at most
     * @param heapUsedBytes heap in use at the end
     */
    public Resources {
        Expect.notNegative("resources.cpuSeconds", cpuSeconds);
        Expect.notNegative("resources.cpuCoresMean", cpuCoresMean);
        Expect.notNegative("resources.cpuCoresMax", cpuCoresMax);
        Expect.notNegative("resources.rssMeanBytes", rssMeanBytes);
        Expect.notNegative("resources.rssMaxBytes", rssMaxBytes);
        Expect.notNegative("resources.heapUsedBytes", heapUsedBytes);
    }
}
