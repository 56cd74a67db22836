package io.ringswarm.harness.load.verdict;

import io.ringswarm.harness.load.finding.Sentence;
import io.ringswarm.harness.load.kind.Witness;
import io.ringswarm.harness.load.measure.Accounts;
import io.ringswarm.reports.words.Quantity;

/** What a load of the user's own must keep to, and what could not be checked in it. */
final class CustomRules {
    private final Witness witness;
    private final Accounts accounts;
    private final Findings findings;

    CustomRules(Witness witness, Accounts accounts, Findings findings) {
        this.witness = witness;
        this.accounts = accounts;
        this.findings = findings;
    }

    void judge() {
        if (accounts.seen().forwarded() < 0) {
            findings.invalidate(
                    Sentence.SENT_OVERCOUNTED, Quantity.count(accounts.offered().accepted()));
        }
        if (witness.countsItself() && accounts.handled() > accounts.sent()) {
            findings.invalidate(
                    Sentence.HANDLED_OVERCOUNTED,
                    witness.workload(),
                    Quantity.count(accounts.handled()),
                    Quantity.count(accounts.sent()));
        }
        if (witness.firstDeath() != null && accounts.engine().deadTotal() > 0) {
            findings.warn(Sentence.FIRST_DEAD_LETTER, witness.firstDeath());
        }
        if (witness.checked() == 0) {
            findings.warn(Sentence.ORDER_UNCHECKED, witness.workload());
        } else if (witness.checked() < witness.agents()) {
            findings.warn(
                    Sentence.ORDER_CHECKED_FOR_SOME,
                    Quantity.count(witness.checked()),
                    Quantity.count(witness.agents()));
        }
    }
}
