package io.ringswarm.harness.load.verdict;

import io.ringswarm.harness.load.kind.Arrivals;
import io.ringswarm.harness.load.measure.Accounts;
import io.ringswarm.harness.load.measure.Deliveries;

/**
 * What the engine promises of every message: that it ends, once, in order, and in a way that is accounted for. A message
 * that an agent missed is no fault where the engine says how it ended.
 */
final class DeliveryRules {
    private final Accounts accounts;
    private final long lost;
    private final Findings findings;

    DeliveryRules(Accounts accounts, long lost, Findings findings) {
        this.accounts = accounts;
        this.lost = lost;
        this.findings = findings;
    }

    void judge() {
        Deliveries engine = accounts.engine();
        Arrivals arrivals = accounts.seen().arrivals();
        findings.failIfAny(lost, "accepted and lost");
        if (lost <= 0) {
            findings.failIfAny(engine.unaccounted(), "accepted by the engine, which cannot say how they ended");
            findings.failIfAny(arrivals.missing() - engine.unhandled(), "missed by their agents");
        }
        findings.failIfAny(arrivals.duplicates(), "handled twice");
        findings.failIfAny(arrivals.outOfOrder(), "handled after a later one");
        deadLetters(engine);
        findings.failIfAny(engine.undelivered(), "accepted and still waiting when the engine closed");
    }

    private void deadLetters(Deliveries engine) {
        findings.failIfAny(engine.deadTotal(), "turned into dead letters");
    }
}
