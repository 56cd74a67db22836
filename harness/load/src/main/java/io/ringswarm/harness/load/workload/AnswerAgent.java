package io.ringswarm.harness.load.workload;

import io.ringswarm.codecs.BodyCodec;
import io.ringswarm.engine.Agent;
import io.ringswarm.engine.AgentContext;
import io.ringswarm.engine.Message;
import io.ringswarm.engine.Offer;

/** Answers each question with its own body; takes what is no question in, and sends nothing. Allocates nothing. */
public final class AnswerAgent implements Agent {
    private final Inbox inbox;
    private final BodyCodec<LoadMessage> codec;
    private final LiveCount given = new LiveCount();

    /**
     * An agent that has handled nothing.
     *
     * @param inbox its own
     * @param codec of the answers
     */
    public AnswerAgent(Inbox inbox, BodyCodec<LoadMessage> codec) {
        this.inbox = inbox;
        this.codec = codec;
    }

    @Override
    public void onMessage(Message message, AgentContext self) {
        LoadMessage body = inbox.take(message);
        inbox.work(self);
        if (message.isAsk() && self.reply(message, body, codec) == Offer.ACCEPTED) {
            given.increment();
        }
        inbox.done();
    }

    /** What has come. */
    public Inbox inbox() {
        return inbox;
    }

    /** Answers that the engine accepted. */
    public long given() {
        return given.get();
    }
}
