package io.ringswarm.harness.load.workload;

import io.ringswarm.engine.Agent;
import io.ringswarm.engine.AgentContext;
import io.ringswarm.engine.Message;

/** The end of a pipeline: times the journey, from when its first message was due to here. Allocates nothing. */
public final class LastStageAgent implements Agent {
    private final Inbox inbox;
    private final SampleRecorder journeys;

    /**
     * A stage that has handled nothing.
     *
     * @param inbox its own
     * @param journeys takes the times; the shard's, which agents on it may share
     */
    public LastStageAgent(Inbox inbox, SampleRecorder journeys) {
        this.inbox = inbox;
        this.journeys = journeys;
    }

    @Override
    public void onMessage(Message message, AgentContext self) {
        long enteredNs = self.nowNs();
        inbox.take(message);
        journeys.record(message.dueNs(), enteredNs);
        inbox.work(self);
        inbox.done();
    }
}
