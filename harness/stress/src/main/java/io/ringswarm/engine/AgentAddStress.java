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
import org.openjdk.jcstress.infra.results.Z_Result;

/** An agent is added and sent a message at once: its shard finds the agent as soon as it has the message. */
@JCStressTest
@Outcome(id = "true", expect = ACCEPTABLE, desc = "The agent is there.")
@Outcome(id = "false", expect = FORBIDDEN, desc = "A message to an agent that is not there.")
@State
public class AgentAddStress {
    private static final Lifecycle LIFECYCLE = new Lifecycle();
    private static final Agent AGENT = (message, self) -> {};

    private final AgentTable table = StressAgents.table();
    private final AtomicLong message = new AtomicLong();

    @Actor
    void spawner() {
        AgentRef ref = StressAgents.add(table, LIFECYCLE, AGENT);
        message.setRelease(ref.address());
    }

    @Actor
    void shard(Z_Result r) {
        long target;
        do {
            target = message.getAcquire();
        } while (target == 0);
        AgentCell cell = table.find(target);
        r.r1 = cell != null && cell.agent() == AGENT;
    }
}
