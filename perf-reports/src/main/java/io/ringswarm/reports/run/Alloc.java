package io.ringswarm.reports.run;

/**
 * Allocation and collection during the measured part; each is null when not measured.
 *
 * @param bytesPerMessage bytes allocated by sender and shard threads, over messages handled
 * @param jvmBytesPerMessage bytes allocated by the whole JVM, over messages handled
 * @param gcCount collections
 * @param gcNs time in collections
 */
public record Alloc(Double bytesPerMessage, Double jvmBytesPerMessage, Long gcCount, Long gcNs) {
    /**
     * Checks that numbers are finite and not negative.
     *
     * @param bytesPerMessage bytes allocated by sender and shard threads, over messages handled
     * @param jvmBytesPerMessage bytes allocated by the whole JVM, over messages handled
     * @param gcCount collections
     * @param gcNs time in collections
     */
    public Alloc {
        Expect.notNegative("alloc.bytesPerMessage", bytesPerMessage);
        Expect.notNegative("alloc.jvmBytesPerMessage", jvmBytesPerMessage);
        Expect.notNegative("alloc.gcCount", gcCount);
        Expect.notNegative("alloc.gcNs", gcNs);
    }
}
