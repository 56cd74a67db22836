package io.ringswarm.harness.load.workload;

import io.ringswarm.codecs.BodyCodec;
import io.ringswarm.engine.Agent;
import io.ringswarm.engine.AgentContext;
import io.ringswarm.engine.Message;

/** Takes messages in, and sends none. Allocates nothing. */
public final class LoadAgent implements Agent {
    private final Inbox inbox;

    /**
     * An agent that has handled nothing.
     *
     * @param number its own, which messages carry as their target
     * @param streams how many number their messages to it
     * @param codec of the bodies
     * @param payloadBytes of each body
     * @param workNs time to burn for each message
     */
    public LoadAgent(int number, int streams, BodyCodec<LoadMessage> codec, int payloadBytes, long workNs) {
        inbox = new Inbox(number, streams, codec, payloadBytes, workNs);
    }

    @Override
    public void onMessage(Message envelope, AgentContext self) {
        inbox.take(envelope);
        inbox.work(self);
        inbox.done();
    }

    /** What has come. */
    public Inbox inbox() {
        return inbox;
    }
}
