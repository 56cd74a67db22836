package io.ringswarm.engine.work.coalesce;

/**
 * What a coalescer has done, all at one moment: calls = refused + waiting + in flight + answered + failed.
 *
 * @param calls all that were made
 * @param refused of these, not taken
 * @param waiting of these, in no flight yet
 * @param inFlight of these, in a batch whose answer is awaited
 * @param answered of these, given a value
 * @param failed of these, failed, alone or with their batch, or by closing
 * @param batches that have been sent
 * @param batchesInFlight of these, those whose answer is awaited
 * @param bySize of these, sent as they were full
 * @param byLinger of these, sent as their first call had waited long enough
 * @param byClose of these, sent as the coalescer closed
 * @param requests in all batches that have been sent
 */
public record CoalescerCounters(
        long calls,
        long refused,
        int waiting,
        int inFlight,
        long answered,
        long failed,
        long batches,
        int batchesInFlight,
        long bySize,
        long byLinger,
        long byClose,
        long requests) {
    /**
     * How large batches are.
     *
     * @return requests a batch, 0 before the first
     */
    public double meanSize() {
        return batches == 0 ? 0 : (double) requests / batches;
    }
}
