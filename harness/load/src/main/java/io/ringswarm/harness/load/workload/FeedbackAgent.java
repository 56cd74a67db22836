package io.ringswarm.harness.load.workload;

import io.ringswarm.engine.Agent;
import io.ringswarm.engine.AgentContext;
import io.ringswarm.engine.Envelope;
import io.ringswarm.engine.Message;
import java.util.List;

/**
 * Sends each message on along all its links, until it has made so many hops; due when the first one was that caused it.
 * Allocates nothing.
 */
public final class FeedbackAgent implements Agent {
    private final Inbox inbox;
    private final int producers;
    private final int hops;
    private final Envelope envelope = new Envelope();
    private Link[] links = {};

    /**
     * An agent that has handled nothing and is linked to nobody.
     *
     * @param inbox its own; the streams of producers come first
     * @param producers how many there are
     * @param hops how often what comes from a producer is sent on
     */
    public FeedbackAgent(Inbox inbox, int producers, int hops) {
        this.inbox = inbox;
        this.producers = producers;
        this.hops = hops;
    }

    /**
     * Links the agent. Once, before any message comes.
     *
     * @param to where it sends on
     */
    public void link(List<Link> to) {
        links = to.toArray(Link[]::new);
    }

    @Override
    public void onMessage(Message message, AgentContext self) {
        LoadMessage body = inbox.take(message);
        inbox.work(self);
        int left = body.source < producers ? hops : body.type;
        if (left > 0) {
            body.type = left - 1;
            envelope.dueNs(message.dueNs());
            for (Link link : links) {
                link.send(body, envelope, self);
            }
        }
        inbox.done();
    }
}
