package io.ringswarm.harness.load.measure;

/**
 * Heap in use just after a collection that was asked for: what is reachable.
 *
 * @param startBytes when the measured part began
 * @param endBytes when its producers had ended
 */
public record HeapAfterGc(long startBytes, long endBytes) {
    /** What has come since the start. */
    public long growthBytes() {
        return endBytes - startBytes;
    }
}
