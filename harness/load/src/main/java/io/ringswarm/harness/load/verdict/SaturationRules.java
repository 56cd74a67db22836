package io.ringswarm.harness.load.verdict;

import io.ringswarm.engine.Priority;
import io.ringswarm.harness.load.finding.Sentence;
import io.ringswarm.harness.load.measure.Accounts;
import io.ringswarm.harness.load.measure.LaneResult;
import io.ringswarm.harness.load.measure.Measurement;
import io.ringswarm.harness.load.scenario.WorkloadName;
import io.ringswarm.reports.words.Quantity;
import java.util.Locale;

/**
 * What must hold when more is offered than can be handled: every refusal is counted, and no lane is passed over. Where nothing was refused or shed the engine was not put to that test, and the run says nothing.
 */
final class SaturationRules {
    private final WorkloadName workload;
    private final Measurement measured;
    private final Findings findings;

    SaturationRules(WorkloadName workload, Measurement measured, Findings findings) {
        this.workload = workload;
        this.measured = measured;
        this.findings = findings;
    }

    void judge() {
        refusals(measured.accounts());
        measured.lanes().forEach(this::starvation);
    }

    private void refusals(Accounts accounts) {
        long offered = accounts.offered().dropped();
        long counted = accounts.engine().refused();
        if (offered != counted) {
            findings.fail(Sentence.REFUSALS_MISCOUNTED, Quantity.count(offered), Quantity.count(counted));
        }
        LaneResult lowest = measured.lanes().get(measured.lanes().size() - 1);
        long refused = workload == WorkloadName.PRIORITY ? lowest.refused() : offered;
        if (refused + accounts.engine().shed() == 0) {
            findings.invalidate(
                    Sentence.NOT_SATURATED,
                    workload == WorkloadName.PRIORITY ? " on its " + name(lowest.priority()) + " lane" : "");
        }
    }

    private void starvation(LaneResult lane) {
        if (lane.longestWait() > lane.waitBound()) {
            findings.fail(
                    Sentence.PASSED_OVER,
                    name(lane.priority()),
                    Quantity.count(lane.longestWait()),
                    Quantity.count(lane.waitBound()));
        }
        boolean shed = measured.accounts().engine().shed() > 0; // such a lane had its turns
        if (!shed && (lane.idleSeconds() > 0 || lane.accepted() > 0 && lane.handled() == 0)) {
            findings.fail(
                    Sentence.STARVED,
                    name(lane.priority()),
                    lane.handled() == 0 ? "the whole run" : lane.idleSeconds() + " s");
        }
    }

    private static String name(Priority priority) {
        return priority.name().toLowerCase(Locale.ROOT);
    }
}
