package io.ringswarm.harness.load.verdict;

import io.ringswarm.harness.load.finding.Sentence;
import io.ringswarm.harness.load.kind.AsksSeen;
import io.ringswarm.harness.load.kind.Seen;
import io.ringswarm.harness.load.measure.Accounts;
import io.ringswarm.harness.load.measure.Deliveries;
import io.ringswarm.harness.load.measure.Measurement;
import io.ringswarm.harness.load.measure.Offered;
import io.ringswarm.reports.words.Quantity;

/** Whether those who count the same, and do not know of each other, agree; where not, nothing can be said. */
final class AccountingRules {
    private final Measurement measured;
    private final Findings findings;

    AccountingRules(Measurement measured, Findings findings) {
        this.measured = measured;
        this.findings = findings;
    }

    void judge() {
        Accounts accounts = measured.accounts();
        Deliveries engine = accounts.engine();
        Seen seen = accounts.seen();
        if (seen.witness() == null && accounts.tasks() == null) {
            findings.invalidateUnlessEqual(accounts.deliveriesSent(), engine.created(), Sentence.SENT_MISCOUNTED);
            findings.invalidateUnlessEqual(accounts.deliveriesHandled(), engine.handled(), Sentence.HANDLED_MISCOUNTED);
        }
        if (seen.asks() != null) {
            asks(seen.asks(), engine);
        }
        schedule(accounts.offered());
        latencies(accounts);
    }

    private void asks(AsksSeen asks, Deliveries engine) {
        findings.invalidateUnlessEqual(asks.started(), engine.asks().started(), Sentence.ASKS_STARTED_MISCOUNTED);
        findings.invalidateUnlessEqual(asks.answered(), engine.asks().answered(), Sentence.ASKS_ANSWERED_MISCOUNTED);
    }

    private void schedule(Offered offered) {
        if (offered.scheduled() != null
                && offered.scheduled() != offered.accepted() + offered.dropped() + offered.unsent()) {
            String refused = offered.dropped() == 0 ? "" : ", " + Quantity.count(offered.dropped()) + " refused";
            findings.invalidate(
                    Sentence.SCHEDULE_MISCOUNTED,
                    Quantity.count(offered.scheduled()),
                    Quantity.count(offered.accepted()),
                    refused,
                    Quantity.count(offered.unsent()));
        }
    }

    private void latencies(Accounts accounts) {
        boolean open = accounts.offered().scheduled() != null;
        long recorded = measured.latency().response().getTotalCount();
        long negative = measured.latency().negative() + measured.negativeDelays();
        long reached = accounts.reached() + (open ? accounts.offered().unsent() : 0);
        if (negative > 0) {
            findings.invalidate(Sentence.BELOW_ZERO, Quantity.count(negative));
        } else if (recorded != reached && !(mayRecordLess(accounts) && recorded < reached)) {
            findings.invalidate(Sentence.LATENCIES_MISCOUNTED, Quantity.count(recorded), Quantity.count(reached));
        }
    }

    /** Agents of the user's own may publish, and be told of others' ends: deliveries that nobody times. */
    private static boolean mayRecordLess(Accounts accounts) {
        Seen seen = accounts.seen();
        return seen.witness() != null && !seen.witness().countsItself() && seen.forwarded() > 0;
    }
}
