package io.ringswarm.engine;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import io.ringswarm.engine.agent.AgentCell;
import io.ringswarm.engine.agent.AgentTable;
import io.ringswarm.engine.lifecycle.Lifecycle;
import java.util.concurrent.atomic.AtomicLong;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/**
 * An agent is removed and another one gets its index, while their shard looks for both: first for the new one, if a message
 * to it has come, then for the old one.
 */
@JCStressTest
@Outcome(id = "0, 1", expect = ACCEPTABLE, desc = "The old agent.")
@Outcome(id = "0, 0", expect = ACCEPTABLE, desc = "The old agent has gone.")
@Outcome(id = "1, 0", expect = ACCEPTABLE, desc = "The new agent.")
@Outcome(id = "1, 1", expect = FORBIDDEN, desc = "The old agent is found after the new one.")
@Outcome(id = ".*-1.*", expect = FORBIDDEN, desc = "Another agent than the one looked for, or none.")
@State
public class AgentReplaceStress {
    private static final Lifecycle LIFECYCLE = new Lifecycle();
    private static final Agent OLD = (message, self) -> {};
    private static final Agent NEW = (message, self) -> {};

    private final AgentTable table = StressAgents.table();
    private final long old = add(OLD);
    private final AtomicLong messageToNew = new AtomicLong();

    @Actor
    void spawner() {
        table.remove(old);
        messageToNew.setRelease(add(NEW));
    }

    @Actor
    void shard(II_Result r) {
        long address = messageToNew.getAcquire();
        if (address != 0) {
            AgentCell cell = table.find(address);
            r.r1 = cell != null && cell.agent() == NEW ? 1 : -1;
        }
        AgentCell cell = table.find(old);
        if (cell != null) {
            r.r2 = cell.agent() == OLD ? 1 : -1;
        }
    }

    private long add(Agent agent) {
        return StressAgents.add(table, LIFECYCLE, agent).address();
    }
}
