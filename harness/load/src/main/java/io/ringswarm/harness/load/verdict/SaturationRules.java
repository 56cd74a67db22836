package io.ringswarm.harness.load.verdict;

import io.ringswarm.engine.Priority;
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
            findings.fail("The producers were refused " + Quantity.count(offered) + " messages, the engine counts "
                    + Quantity.count(counted) + ".");
        }
        LaneResult lowest = measured.lanes().get(measured.lanes().size() - 1);
        long refused = workload == WorkloadName.PRIORITY ? lowest.refused() : offered;
        if (refused + accounts.engine().shed() == 0) {
            findings.invalidate("The engine was not saturated: it refused nothing"
                    + (workload == WorkloadName.PRIORITY ? " on its " + name(lowest.priority()) + " lane." : "."));
        }
    }

    private void starvation(LaneResult lane) {
        if (lane.longestWait() > lane.waitBound()) {
            findings.fail("A message of the " + name(lane.priority()) + " lane waited for "
                    + Quantity.count(lane.longestWait()) + " messages of other lanes, more than "
                    + Quantity.count(lane.waitBound()) + ".");
        }
        boolean shed = measured.accounts().engine().shed() > 0; // such a lane had its turns
        if (!shed && (lane.idleSeconds() > 0 || lane.accepted() > 0 && lane.handled() == 0)) {
            findings.fail("The " + name(lane.priority()) + " lane starved: messages waited, and for "
                    + (lane.handled() == 0 ? "the whole run" : lane.idleSeconds() + " s") + " none was handled.");
        }
    }

    private static String name(Priority priority) {
        return priority.name().toLowerCase(Locale.ROOT);
    }
}
