package io.ringswarm.harness.load.workload;

import io.ringswarm.codecs.BodyCodec;
import io.ringswarm.codecs.MalformedMessageException;
import io.ringswarm.engine.AgentContext;
import io.ringswarm.engine.Message;

/**
 * What every agent of a load does with a message: decodes it, checks that it is the next one of its stream, burns the
 * time asked for, and counts. Allocates nothing. Confined to the agent; the counts are for other threads, too.
 */
public final class Inbox {
    private final int number;
    private final BodyCodec<LoadMessage> codec;
    private final LoadMessage message;
    private final ArrivalCheck check;
    private final long workNs;
    private final LiveCount taken = new LiveCount();
    private final LiveCount handled = new LiveCount();

    /**
     * Nothing has come.
     *
     * @param number the agent's, which messages carry as their target
     * @param streams how many number their messages to it
     * @param codec of the bodies
     * @param payloadBytes of each body
     * @param workNs time to burn for each message
     */
    public Inbox(int number, int streams, BodyCodec<LoadMessage> codec, int payloadBytes, long workNs) {
        this.number = number;
        this.codec = codec;
        this.workNs = workNs;
        message = new LoadMessage(payloadBytes);
        check = new ArrivalCheck(streams);
    }

    /**
     * Takes a message in.
     *
     * @param envelope the message being handled
     * @return its body, valid until the next one comes; may be changed
     * @throws MalformedMessageException when it is not for this agent, or no such body
     */
    public LoadMessage take(Message envelope) {
        envelope.read(codec, message);
        if (message.target != number) {
            throw new MalformedMessageException("target=" + message.target + " (expected: " + number + ")");
        }
        check.arrived(message.source, message.sequence);
        taken.increment();
        return message;
    }

    /**
     * Burns the time asked for.
     *
     * @param self the agent's context
     */
    public void work(AgentContext self) {
        burn(workNs, self);
    }

    /** Burns so much time. */
    static void burn(long workNs, AgentContext self) {
        if (workNs > 0) {
            long endNs = self.nowNs() + workNs;
            while (self.nowNs() - endNs < 0) {
                Thread.onSpinWait();
            }
        }
    }

    /** Counts the message as handled. The last thing to do with it. */
    public void done() {
        handled.increment();
    }

    /** Messages whose handling has begun. */
    public long taken() {
        return taken.get();
    }

    /** Messages handled. */
    public long handled() {
        return handled.get();
    }

    /** How they came. Exact for other threads once the engine is quiet. */
    public ArrivalCheck check() {
        return check;
    }
}
