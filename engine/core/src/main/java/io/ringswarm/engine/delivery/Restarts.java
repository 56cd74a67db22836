package io.ringswarm.engine.delivery;

import io.ringswarm.engine.Supervision;
import io.ringswarm.engine.agent.AgentCell;
import io.ringswarm.engine.timing.DeadlineHeap;

/** How often an agent was restarted, and when it will be again. Confined to the shard's thread. */
final class Restarts extends DeadlineHeap.Entry {
    private final AgentCell cell;
    private int count;
    private long firstNs;

    Restarts(AgentCell cell) {
        this.cell = cell;
    }

    AgentCell cell() {
        return cell;
    }

    /** Takes one more restart, if there may be one. Answers how long to wait before it, ns; -1 when they are spent. */
    long takeNs(Supervision supervision, long nowNs) {
        if (count == 0 || nowNs - firstNs > supervision.withinNs()) {
            count = 0;
            firstNs = nowNs;
        }
        return count < supervision.restarts() ? supervision.delayNs(count++) : -1;
    }
}
