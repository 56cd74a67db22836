package io.ringswarm.harness.load.workload;

import io.ringswarm.codecs.BodyCodec;
import io.ringswarm.engine.Agent;
import io.ringswarm.engine.AgentContext;
import io.ringswarm.engine.Message;
import io.ringswarm.engine.Offer;

/** Takes messages of all lanes in, times each lane by itself, and answers what is a question. Allocates nothing. */
public final class LaneAgent implements Agent {
    private final Inbox inbox;
    private final LaneTimes times;
    private final int strands;
    private final BodyCodec<LoadMessage> codec;
    private final LiveCount given = new LiveCount();

    /**
     * An agent that has handled nothing.
     *
     * @param inbox its own
     * @param times of its shard, which its agents share
     * @param strands how many streams each producer has
     * @param codec of the answers
     */
    public LaneAgent(Inbox inbox, LaneTimes times, int strands, BodyCodec<LoadMessage> codec) {
        this.inbox = inbox;
        this.times = times;
        this.strands = strands;
        this.codec = codec;
    }

    @Override
    public void onMessage(Message message, AgentContext self) {
        long enteredNs = self.nowNs();
        LoadMessage body = inbox.take(message);
        times.entered(message, body.source / strands, enteredNs);
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
