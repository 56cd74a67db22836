package io.ringswarm.harness.load.workload;

import io.ringswarm.engine.Agent;
import io.ringswarm.engine.AgentContext;
import io.ringswarm.engine.Envelope;
import io.ringswarm.engine.Message;

/**
 * A stage of a pipeline that another one follows: sends each message on, due when the first one of its journey was.
 * Allocates nothing.
 */
public final class StageAgent implements Agent {
    private final Inbox inbox;
    private final Link next;
    private final Envelope envelope = new Envelope();

    /**
     * A stage that has handled nothing.
     *
     * @param inbox its own
     * @param next the way to the next stage
     */
    public StageAgent(Inbox inbox, Link next) {
        this.inbox = inbox;
        this.next = next;
    }

    @Override
    public void onMessage(Message message, AgentContext self) {
        LoadMessage body = inbox.take(message);
        inbox.work(self);
        next.send(body, envelope.dueNs(message.dueNs()), self);
        inbox.done();
    }
}
