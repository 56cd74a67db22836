package io.ringswarm.harness.load.kind;

import io.ringswarm.engine.AskOutcome;
import io.ringswarm.harness.load.generate.OpenAsks;
import java.util.Collection;

/**
 * How the asks of producers ended, as the producers count.
 *
 * @param given answers that agents gave and the engine accepted
 * @param started asks that were accepted
 * @param answered with an answer
 * @param expired whose question was not handled by its deadline
 * @param timedOut that nobody answered in time
 * @param failed whose question came to nothing
 * @param strays ends of no ask that was under way, and answers that belong to another question
 */
public record AsksSeen(long given, long started, long answered, long expired, long timedOut, long failed, long strays) {
    static AsksSeen of(long given, Collection<OpenAsks> asks) {
        return new AsksSeen(
                given,
                asks.stream().mapToLong(OpenAsks::started).sum(),
                ended(asks, AskOutcome.ANSWERED),
                ended(asks, AskOutcome.EXPIRED),
                ended(asks, AskOutcome.TIMED_OUT),
                ended(asks, AskOutcome.FAILED),
                asks.stream().mapToLong(OpenAsks::strays).sum());
    }

    /** Asks that have ended. */
    public long ended() {
        return answered + unanswered();
    }

    /** Asks that have ended without an answer. */
    public long unanswered() {
        return expired + timedOut + failed;
    }

    AsksSeen since(AsksSeen before) {
        return new AsksSeen(
                given - before.given,
                started - before.started,
                answered - before.answered,
                expired - before.expired,
                timedOut - before.timedOut,
                failed - before.failed,
                strays - before.strays);
    }

    private static long ended(Collection<OpenAsks> asks, AskOutcome outcome) {
        return asks.stream().mapToLong(each -> each.ended(outcome)).sum();
    }
}
