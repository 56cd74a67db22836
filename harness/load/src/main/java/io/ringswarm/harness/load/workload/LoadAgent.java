package io.ringswarm.harness.load.workload;

import io.ringswarm.codecs.BodyCodec;
import io.ringswarm.codecs.MalformedMessageException;
import io.ringswarm.engine.Agent;
import io.ringswarm.engine.AgentContext;
import io.ringswarm.engine.Message;

/** Decodes each message, checks that it is the next one, burns the time asked for, and counts. Allocates nothing. */
public final class LoadAgent implements Agent {
    private final int number;
    private final BodyCodec<LoadMessage> codec;
    private final LoadMessage message;
    private final ArrivalCheck check;
    private final long workNs;
    private long handled;

    /**
     * An agent that has handled nothing.
     *
     * @param number its own, which messages carry as their target
     * @param producers how many send to it
     * @param codec of the bodies
     * @param payloadBytes of each body
     * @param workNs time to burn for each message
     */
    public LoadAgent(int number, int producers, BodyCodec<LoadMessage> codec, int payloadBytes, long workNs) {
        this.number = number;
        this.codec = codec;
        this.workNs = workNs;
        message = new LoadMessage(payloadBytes);
        check = new ArrivalCheck(producers);
    }

    @Override
    public void onMessage(Message envelope, AgentContext self) {
        envelope.read(codec, message);
        if (message.target != number) {
            throw new MalformedMessageException("target=" + message.target + " (expected: " + number + ")");
        }
        check.arrived(message.source, message.sequence);
        if (workNs > 0) {
            burn(self);
        }
        handled++;
    }

    /** Messages handled. Exact for other threads once the engine is quiet. */
    public long handled() {
        return handled;
    }

    /** What has come, and how. Exact for other threads once the engine is quiet. */
    public ArrivalCheck check() {
        return check;
    }

    private void burn(AgentContext self) {
        long endNs = self.nowNs() + workNs;
        while (self.nowNs() - endNs < 0) {
            Thread.onSpinWait();
        }
    }
}
