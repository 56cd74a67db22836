package io.ringswarm.harness.load.selftest;

import io.ringswarm.engine.Agent;
import io.ringswarm.engine.AgentContext;
import io.ringswarm.engine.Message;

/** Tells the witness of each message before the load's own agent gets it, and stands still at one of them. */
final class WatchedAgent implements Agent {
    private final int number;
    private final Agent agent;
    private final StallWitness witness;
    private final long stallAtNs;
    private final long stallNs;
    private int taken;
    private boolean stalled;

    /**
     * An agent.
     *
     * @param number its own: messages go to the agents in turn, so it tells which message is which
     * @param stallAtNs at the first message due then or later, ns since the start
     * @param stallNs for so long; 0 for no stall
     */
    WatchedAgent(int number, Agent agent, StallWitness witness, long stallAtNs, long stallNs) {
        this.number = number;
        this.agent = agent;
        this.witness = witness;
        this.stallAtNs = stallAtNs;
        this.stallNs = stallNs;
    }

    @Override
    public void onMessage(Message message, AgentContext self) throws Exception {
        int index = taken++ * SelfTestPlan.AGENTS + number;
        witness.entered(index, message.dueNs());
        if (!stalled && stallNs > 0 && StallWitness.dueNs(index) >= stallAtNs) {
            stalled = true;
            long fromNs = System.nanoTime();
            Pause.until(fromNs + stallNs);
            witness.stalled(fromNs, System.nanoTime());
        }
        agent.onMessage(message, self);
    }
}
