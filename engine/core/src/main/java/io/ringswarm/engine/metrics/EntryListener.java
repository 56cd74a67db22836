package io.ringswarm.engine.metrics;

/**
 * Is told when each message of a shard reached its handler, for those who want to know more than distributions hold:
 * which messages were the slowest, and when. Called on the shard's thread for every message, so it must be quick, must not
 * block and must not throw; what it throws is as if the shard did.
 */
@FunctionalInterface
public interface EntryListener {
    /**
     * Messages reached their handler. Times are the engine's clock's, ns.
     *
     * @param dueNs when they should have been sent
     * @param sentNs when they were sent
     * @param enteredNs when the handler was entered; for messages timed as a group its end, as their latencies have it
     * @param leftNs when the last of the group had been handled: from then on the shard was free for others
     * @param count how many messages with these times, 1 and up
     */
    void entered(long dueNs, long sentNs, long enteredNs, long leftNs, long count);
}
