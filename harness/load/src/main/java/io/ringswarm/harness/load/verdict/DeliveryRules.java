package io.ringswarm.harness.load.verdict;

import io.ringswarm.engine.DeadLetterReason;
import io.ringswarm.harness.load.finding.Sentence;
import io.ringswarm.harness.load.kind.Arrivals;
import io.ringswarm.harness.load.measure.Accounts;
import io.ringswarm.harness.load.measure.Deliveries;
import io.ringswarm.harness.load.scenario.WorkloadName;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * What the engine promises of every message: that it ends, once, in order, and in a way that is accounted for. A message
 * that an agent missed is no fault where the engine says how it ended.
 */
final class DeliveryRules {
    /** Ends that agents which wait for each other may come to: they are accounted for, and nobody else is to blame. */
    private static final Set<DeadLetterReason> OF_CYCLES =
            EnumSet.of(DeadLetterReason.DEADLOCK_BROKEN, DeadLetterReason.STASH_OVERFLOW);

    private final WorkloadName workload;
    private final Accounts accounts;
    private final long lost;
    private final Findings findings;

    DeliveryRules(WorkloadName workload, Accounts accounts, long lost, Findings findings) {
        this.workload = workload;
        this.accounts = accounts;
        this.lost = lost;
        this.findings = findings;
    }

    void judge() {
        Deliveries engine = accounts.engine();
        Arrivals arrivals = accounts.seen().arrivals();
        findings.failIfAny(lost, Sentence.LOST);
        if (lost <= 0) {
            findings.failIfAny(engine.unaccounted(), Sentence.UNACCOUNTED);
            findings.failIfAny(accounts.unexplainedGaps(), Sentence.MISSED);
        }
        findings.failIfAny(arrivals.duplicates(), Sentence.DUPLICATED);
        findings.failIfAny(arrivals.outOfOrder(), Sentence.REORDERED);
        deadLetters(engine);
        findings.failIfAny(engine.undelivered(), Sentence.UNDELIVERED);
    }

    private void deadLetters(Deliveries engine) {
        Set<DeadLetterReason> allowed =
                workload == WorkloadName.FEEDBACK ? OF_CYCLES : EnumSet.noneOf(DeadLetterReason.class);
        long faults = engine.dead().getOrDefault(DeadLetterReason.HANDLER_THREW, 0L)
                        == accounts.seen().thrown()
                ? -accounts.seen().thrown()
                : 0;
        for (Map.Entry<DeadLetterReason, Long> dead : engine.dead().entrySet()) {
            if (!allowed.contains(dead.getKey())) {
                faults += dead.getValue();
            } else if (dead.getValue() > 0) {
                String reason = dead.getKey().name().toLowerCase(Locale.ROOT).replace('_', ' ');
                findings.warn(Sentence.DEAD_LETTERS_OF_CYCLES, Findings.messages(dead.getValue()), reason);
            }
        }
        findings.failIfAny(faults, Sentence.DEAD_LETTERS);
    }
}
