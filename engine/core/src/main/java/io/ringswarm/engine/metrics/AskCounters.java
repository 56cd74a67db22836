package io.ringswarm.engine.metrics;

/**
 * What became of the asks, by their law: started = answered + expired + timed out + cancelled + failed + in flight. Exact
 * whenever nothing is being asked or answered. Asks of senders outside end when these poll, and after the engine's close
 * count as failed.
 *
 * @param started asks that were accepted
 * @param answered with an answer
 * @param expired whose question was not handled by its deadline
 * @param timedOut that nobody answered within their time limit
 * @param cancelled that the asker gave up
 * @param failed whose question became a dead letter, was shed or was left undelivered
 * @param lateReplies replies to asks that had ended without them; never became messages
 * @param duplicateReplies replies to asks that had been answered; never became messages
 */
public record AskCounters(
        long started,
        long answered,
        long expired,
        long timedOut,
        long cancelled,
        long failed,
        long lateReplies,
        long duplicateReplies) {
    static final AskCounters NONE = new AskCounters(0, 0, 0, 0, 0, 0, 0, 0);

    /**
     * Asks that have not ended yet.
     *
     * @return asks
     */
    public long inFlight() {
        return started - answered - expired - timedOut - cancelled - failed;
    }

    AskCounters plus(AskCounters other) {
        return new AskCounters(
                started + other.started,
                answered + other.answered,
                expired + other.expired,
                timedOut + other.timedOut,
                cancelled + other.cancelled,
                failed + other.failed,
                lateReplies + other.lateReplies,
                duplicateReplies + other.duplicateReplies);
    }

    AskCounters restFailed() {
        return new AskCounters(
                started, answered, expired, timedOut, cancelled, failed + inFlight(), lateReplies, duplicateReplies);
    }
}
