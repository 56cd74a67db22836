package io.ringswarm.harness.load.workload;

import io.ringswarm.codecs.BodyCodec;
import io.ringswarm.engine.Agent;
import io.ringswarm.engine.AgentContext;
import io.ringswarm.engine.Message;

/** Takes messages in, and throws on some of them. Allocates nothing. */
public final class PoisonedAgent implements Agent {
    private final Inbox inbox;
    private final int every;
    private final Poison poison = new Poison();
    private final LiveCount thrown = new LiveCount();
    private long taken;

    /**
     * An agent that has handled nothing.
     *
     * @param number its own, which messages carry as their target
     * @param streams how many number their messages to it
     * @param codec of the bodies
     * @param payloadBytes of each body
     * @param workNs time to burn for each message
     * @param every on which of its messages it throws: each so-manieth
     */
    public PoisonedAgent(
            int number, int streams, BodyCodec<LoadMessage> codec, int payloadBytes, long workNs, int every) {
        inbox = new Inbox(number, streams, codec, payloadBytes, workNs);
        this.every = every;
    }

    @Override
    public void onMessage(Message envelope, AgentContext self) {
        inbox.take(envelope);
        inbox.work(self);
        if (++taken % every == 0) {
            thrown.increment();
            throw poison;
        }
        inbox.done();
    }

    /** What has come. */
    public Inbox inbox() {
        return inbox;
    }

    /** How often it has thrown. */
    public long thrown() {
        return thrown.get();
    }

    /** Always the same, without a stack: what is measured is what throwing costs the others, not what it costs itself. */
    private static final class Poison extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Poison() {
            super("one message in so many is poison", null, false, false);
        }
    }
}
