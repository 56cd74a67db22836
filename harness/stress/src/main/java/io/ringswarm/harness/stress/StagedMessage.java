package io.ringswarm.harness.stress;

import io.ringswarm.engine.Envelope;
import io.ringswarm.engine.ring.FrameEncoder;
import io.ringswarm.engine.ring.LaneRing;
import io.ringswarm.engine.ring.StagedRun;

/** A sender's message that needs nothing any more but to be published. */
public final class StagedMessage {
    /** The stride of the ring: the shortest that an engine has, so that longer bodies travel in overflow buffers. */
    public static final int SLOT_BYTES = 72;

    private static final Envelope ENVELOPE = new Envelope();

    private StagedMessage() {}

    /**
     * A run that holds one message, to address 1.
     *
     * @param ring where it is going to be published, with slots of {@link #SLOT_BYTES}
     * @param body the message's
     * @return the run, with one overflow buffer of its own
     */
    public static StagedRun forRing(LaneRing ring, byte[] body) {
        StagedRun run = new StagedRun(ring, 1, SLOT_BYTES, body.length);
        run.append(0, 0, 1, body, new BytesCodec(), ENVELOPE, new FrameEncoder(1, SLOT_BYTES, body.length));
        return run;
    }
}
