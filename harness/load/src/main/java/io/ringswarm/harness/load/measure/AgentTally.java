package io.ringswarm.harness.load.measure;

import io.ringswarm.harness.load.workload.LoadAgent;
import java.util.List;

/**
 * What all agents have seen together.
 *
 * @param handled messages
 * @param missing numbers passed over
 * @param duplicates messages seen before
 * @param outOfOrder messages that came late
 */
record AgentTally(long handled, long missing, long duplicates, long outOfOrder) {
    static AgentTally of(List<LoadAgent> agents) {
        long handled = 0;
        long missing = 0;
        long duplicates = 0;
        long outOfOrder = 0;
        for (LoadAgent agent : agents) {
            handled += agent.handled();
            missing += agent.check().missing();
            duplicates += agent.check().duplicates();
            outOfOrder += agent.check().outOfOrder();
        }
        return new AgentTally(handled, missing, duplicates, outOfOrder);
    }

    AgentTally since(AgentTally start) {
        return new AgentTally(
                handled - start.handled,
                missing - start.missing,
                duplicates - start.duplicates,
                outOfOrder - start.outOfOrder);
    }
}
