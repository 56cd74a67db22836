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
 * @param heapAfterGcStartBytes heap in use after a collection when the measured part began
 * @param heapAfterGcEndBytes heap in use after a collection when its producers had ended
 */
public record Resources(
        Double cpuSeconds,
        Double cpuCoresMean,
        Double cpuCoresMax,
        Long rssMeanBytes,
        Long rssMaxBytes,
        Long heapUsedBytes,
        Long heapAfterGcStartBytes,
        Long heapAfterGcEndBytes) {
    /**
     * Checks that numbers are finite and not negative.
     *
     * @param cpuSeconds CPU time of all threads
     * @param cpuCoresMean cores kept busy on average
     * @param cpuCoresMax cores kept busy in the busiest second
     * @param rssMeanBytes resident memory on average
     * @param rssMaxBytes resident memory at most
     * @param heapUsedBytes heap in use at the end
     * @param heapAfterGcStartBytes heap in use after a collection when the measured part began
     * @param heapAfterGcEndBytes heap in use after a collection when its producers had ended
     */
    public Resources {
        Expect.notNegative("resources.cpuSeconds", cpuSeconds);
        Expect.notNegative("resources.cpuCoresMean", cpuCoresMean);
        Expect.notNegative("resources.cpuCoresMax", cpuCoresMax);
        Expect.notNegative("resources.rssMeanBytes", rssMeanBytes);
        Expect.notNegative("resources.rssMaxBytes", rssMaxBytes);
        Expect.notNegative("resources.heapUsedBytes", heapUsedBytes);
        Expect.notNegative("resources.heapAfterGcStartBytes", heapAfterGcStartBytes);
        Expect.notNegative("resources.heapAfterGcEndBytes", heapAfterGcEndBytes);
    }

    /**
     * The same with the heap after collections.
     *
     * @param startBytes when the measured part began
     * @param endBytes when its producers had ended
     * @return a copy
     */
    public Resources withHeapAfterGc(long startBytes, long endBytes) {
        return new Resources(
                cpuSeconds, cpuCoresMean, cpuCoresMax, rssMeanBytes, rssMaxBytes, heapUsedBytes, startBytes, endBytes);
    }
}
