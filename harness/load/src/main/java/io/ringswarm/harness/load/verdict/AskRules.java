package io.ringswarm.harness.load.verdict;

import io.ringswarm.harness.load.kind.AsksSeen;
import io.ringswarm.reports.words.Quantity;

/** What the engine promises of every ask: that it ends, once, and that an answer it has accepted arrives. */
final class AskRules {
    private final AsksSeen asks;
    private final boolean mustBeAnswered;
    private final Findings findings;

    /**
     * The rules.
     *
     * @param asks how they ended
     * @param mustBeAnswered whether nothing excuses an ask that ended without an answer
     */
    AskRules(AsksSeen asks, boolean mustBeAnswered, Findings findings) {
        this.asks = asks;
        this.mustBeAnswered = mustBeAnswered;
        this.findings = findings;
    }

    void judge() {
        failUnlessZero(asks.started() - asks.ended(), "without exactly one end");
        failUnlessZero(asks.strays(), "that got what was not for them");
        if (asks.given() != asks.answered()) {
            findings.fail("Of " + Quantity.count(asks.given()) + " answers that were accepted, "
                    + Quantity.count(asks.answered()) + " arrived.");
        }
        if (mustBeAnswered) {
            failUnlessZero(asks.timedOut(), "that timed out without an answer");
            failUnlessZero(asks.expired(), "that expired before their turn came");
            failUnlessZero(asks.failed(), "that failed");
        }
    }

    private void failUnlessZero(long count, String what) {
        if (count != 0) {
            findings.fail("Asks " + what + ": " + Quantity.count(Math.abs(count)) + ".");
        }
    }
}
