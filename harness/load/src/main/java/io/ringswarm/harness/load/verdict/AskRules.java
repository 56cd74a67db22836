package io.ringswarm.harness.load.verdict;

import io.ringswarm.harness.load.finding.Sentence;
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
        failUnlessZero(asks.started() - asks.ended(), Sentence.ASKS_WITHOUT_END);
        failUnlessZero(asks.strays(), Sentence.ASKS_ASTRAY);
        if (asks.given() != asks.answered()) {
            findings.fail(Sentence.ANSWERS_MISSING, Quantity.count(asks.given()), Quantity.count(asks.answered()));
        }
        if (mustBeAnswered) {
            failUnlessZero(asks.timedOut(), Sentence.ASKS_TIMED_OUT);
            failUnlessZero(asks.expired(), Sentence.ASKS_EXPIRED);
            failUnlessZero(asks.failed(), Sentence.ASKS_FAILED);
        }
    }

    private void failUnlessZero(long count, Sentence sentence) {
        if (count != 0) {
            findings.fail(sentence, Quantity.count(Math.abs(count)));
        }
    }
}
