package io.ringswarm.engine.agent;

import io.ringswarm.engine.Agent;
import io.ringswarm.engine.AgentContext;
import io.ringswarm.engine.AgentRef;
import io.ringswarm.engine.NanoClock;

/** One living agent in its shard's table: the agent, its address and its context. Confined to the shard's thread. */
public final class AgentCell implements AgentContext {
    private final Agent agent;
    private final AgentRef ref;
    private final long address;
    private final NanoClock clock;
    private final boolean hearsBatchEnd;
    private long lastBatch;

    /**
     * A cell for a new agent.
     *
     * @param agent the agent
     * @param ref its reference
     * @param clock the engine's
     */
    public AgentCell(Agent agent, AgentRef ref, NanoClock clock) {
        this.agent = agent;
        this.ref = ref;
        this.address = ref.address();
        this.clock = clock;
        hearsBatchEnd = overridesBatchEnd(agent);
    }

    /**
     * The agent itself.
     *
     * @return the agent
     */
    public Agent agent() {
        return agent;
    }

    /**
     * Whether a message's target is this agent, and not another one that had its index.
     *
     * @param target the address in the message
     * @return true when it is
     */
    public boolean hasAddress(long target) {
        return address == target;
    }

    /**
     * Notes that the agent takes part in a batch.
     *
     * @param batch the batch's number, 1 and up
     * @return true when it wants to hear of the batch's end and this is its first message in it
     */
    public boolean joinBatch(long batch) {
        if (!hearsBatchEnd || lastBatch == batch) {
            return false;
        }
        lastBatch = batch;
        return true;
    }

    @Override
    public AgentRef self() {
        return ref;
    }

    @Override
    public long nowNs() {
        return clock.nanoTime();
    }

    private static boolean overridesBatchEnd(Agent agent) {
        try {
            return agent.getClass().getMethod("onBatchEnd", AgentContext.class).getDeclaringClass() != Agent.class;
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException("agent=" + agent.getClass() + " (expected: to have onBatchEnd)", e);
        }
    }
}
