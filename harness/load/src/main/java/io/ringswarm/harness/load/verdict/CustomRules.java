package io.ringswarm.harness.load.verdict;

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
            findings.invalidate("The producers count "
                    + Quantity.count(accounts.offered().accepted()) + " messages accepted, more than the engine.");
        }
        if (witness.countsItself() && accounts.handled() > accounts.sent()) {
            findings.invalidate(witness.workload() + " counts " + Quantity.count(accounts.handled())
                    + " messages handled, and " + Quantity.count(accounts.sent()) + " were sent.");
        }
        if (witness.firstDeath() != null && accounts.engine().deadTotal() > 0) {
            findings.warn("The first dead letter: " + witness.firstDeath() + ".");
        }
        if (witness.checked() == 0) {
            findings.warn("Order and duplicates were not checked: " + witness.workload()
                    + " does not tell the numbers of the messages that come.");
        } else if (witness.checked() < witness.agents()) {
            findings.warn("Order and duplicates were checked for " + Quantity.count(witness.checked()) + " of "
                    + Quantity.count(witness.agents()) + " agents only.");
        }
    }
}
