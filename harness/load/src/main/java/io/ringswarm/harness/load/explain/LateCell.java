package io.ringswarm.harness.load.explain;

/**
 * Late messages that were due in the same millisecond and handled in the same one. Times are the engine's clock's, ns.
 *
 * @param dueNs when the worst of them was due
 * @param sentNs when it was sent, or {@link LateLog#UNKNOWN}
 * @param enteredNs when its handler was entered
 * @param idleNs how long one of them waited although the shard was free when it came; the longest, 0 for none
 * @param firstDueNs when the first of them was due
 * @param overLimit how many took longer than the limit
 */
record LateCell(long dueNs, long sentNs, long enteredNs, long idleNs, long firstDueNs, long overLimit) {
    long responseNs() {
        return enteredNs - dueNs;
    }
}
