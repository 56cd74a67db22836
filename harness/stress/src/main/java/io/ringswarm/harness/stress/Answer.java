package io.ringswarm.harness.stress;

import io.ringswarm.codecs.frame.FrameLayout;
import io.ringswarm.engine.AskOutcome;
import io.ringswarm.engine.Envelope;
import io.ringswarm.engine.ask.AskSlot;
import io.ringswarm.engine.ask.AskTable;
import io.ringswarm.engine.ring.FrameEncoder;
import java.util.Arrays;

/** Answers whose bodies have one value in all bytes, by which an answer is known and a half-written one shows. */
public final class Answer {
    /** Of no answer: the body's bytes differ. */
    public static final int TORN = -1;

    private static final int BODY_BYTES = Long.BYTES;
    private static final int FRAME_BYTES = FrameLayout.HEADER_BYTES + BODY_BYTES;

    private Answer() {}

    /**
     * An answer that needs nothing any more but a place.
     *
     * @param imprint 1 to 127
     * @return its frame, from index 0
     */
    public static byte[] frame(int imprint) {
        byte[] body = new byte[BODY_BYTES];
        Arrays.fill(body, (byte) imprint);
        byte[] frame = new byte[FRAME_BYTES];
        FrameEncoder encoder = new FrameEncoder(1, FRAME_BYTES, BODY_BYTES);
        encoder.encode(frame, 0, FRAME_BYTES, 0, 1, 1, body, new BytesCodec(), new Envelope());
        return frame;
    }

    /**
     * Answers as a shard does. Any thread.
     *
     * @param table where the ask waits
     * @param askId the ask's number
     * @param frame from {@link #frame}
     * @return false when the ask waits no more
     */
    public static boolean give(AskTable table, long askId, byte[] frame) {
        AskSlot slot = table.claim(askId);
        if (slot == null) {
            return false;
        }
        table.answer(slot, frame, 0, null);
        return true;
    }

    /**
     * Which answer it is. The owner's thread.
     *
     * @param slot of an ask that has ended
     * @return the imprint, or {@link #TORN} also when the slot does not say that it was answered
     */
    public static int imprint(AskSlot slot) {
        if (slot.outcome() != AskOutcome.ANSWERED) {
            return TORN;
        }
        byte[] frame = slot.frame();
        int imprint = frame[FrameLayout.HEADER_BYTES];
        for (int i = 1; i < BODY_BYTES; i++) {
            if (frame[FrameLayout.HEADER_BYTES + i] != imprint) {
                return TORN;
            }
        }
        return imprint;
    }
}
