package io.ringswarm.engine;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;

import io.ringswarm.engine.agent.AgentCell;
import io.ringswarm.engine.agent.AgentTable;
import io.ringswarm.engine.lifecycle.Lifecycle;
import java.util.concurrent.atomic.AtomicLong;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZZ_Result;

/**
 * The table grows as an agent is added and sent a message. Until the message comes the shard looks for an agent that has
 * been there for long, then for the new one. The results: whether the old one was found each time, whether the new one was.
 */
@JCStressTest
@Outcome(id = "true, true", expect = ACCEPTABLE, desc = "Both are where they should be.")
@State
public class AgentTableGrowthStress {
    private static final Lifecycle LIFECYCLE = new Lifecycle();
    private static final int CAPACITY_AT_FIRST = 16;
    private static final Agent OLD = (message, self) -> {};
    private static final Agent NEW = (message, self) -> {};

    private final AgentTable table = StressAgents.table();
    private final AtomicLong message = new AtomicLong();
    private final long old;

    /** A full table. */
    public AgentTableGrowthStress() {
        for (int i = 1; i < CAPACITY_AT_FIRST; i++) {
            add(NEW);
        }
        old = add(OLD);
    }

    @Actor
    void spawner() {
        message.setRelease(add(NEW));
    }

    @Actor
    void shard(ZZ_Result r) {
        long target;
        r.r1 = true;
        do {
            target = message.getAcquire();
            r.r1 &= finds(old, OLD);
        } while (target == 0);
        r.r2 = finds(target, NEW);
    }

    private long add(Agent agent) {
        return StressAgents.add(table, LIFECYCLE, agent).address();
    }

    private boolean finds(long address, Agent expected) {
        AgentCell cell = table.find(address);
        return cell != null && cell.agent() == expected;
    }
}
