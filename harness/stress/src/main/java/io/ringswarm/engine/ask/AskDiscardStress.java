package io.ringswarm.engine.ask;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;

import io.ringswarm.codecs.frame.FrameLayout;
import io.ringswarm.engine.Envelope;
import io.ringswarm.engine.ring.FrameEncoder;
import io.ringswarm.engine.ring.OverflowBuffer;
import io.ringswarm.harness.stress.BytesCodec;
import io.ringswarm.harness.stress.LoneAsker;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZIZ_Result;

/**
 * A sender outside closes as its ask is answered, with a body that travels in the answerer's only overflow buffer. The
 * results: whether the answerer could give its answer, asks in flight at the end, whether the buffer has come back.
 */
@JCStressTest
@Outcome(id = "true, 0, true", expect = ACCEPTABLE, desc = "The answer came first and was dropped.")
@Outcome(id = "false, 0, true", expect = ACCEPTABLE, desc = "The answer came too late.")
@State
public class AskDiscardStress {
    private static final int SLOT_BYTES = FrameLayout.HEADER_BYTES;
    private static final byte[] BODY = {1};

    private final AskDirectory directory = new AskDirectory(1);
    private final LoneAsker asker = new LoneAsker(1, null);
    private final AskTable table = asker.table();
    private final long source = directory.add(table);
    private final long askId = asker.ask();
    private final FrameEncoder encoder = new FrameEncoder(1, SLOT_BYTES, BODY.length);
    private final byte[] frame = new byte[encoder.longestFrameBytes()];
    private final OverflowBuffer buffer;

    /** An answerer that has encoded its answer. */
    public AskDiscardStress() {
        encode();
        buffer = encoder.takeOverflow();
    }

    @Actor
    void answerer(ZIZ_Result r) {
        AskTable found = directory.find(source);
        AskSlot slot = found == null ? null : found.claim(askId);
        if (slot == null) {
            buffer.release();
        } else {
            table.answer(slot, frame, 0, buffer);
            r.r1 = true;
        }
    }

    @Actor
    void owner() {
        directory.remove(source);
        table.discardAll();
    }

    @Arbiter
    void rest(ZIZ_Result r) {
        r.r2 = table.inFlight();
        r.r3 = encode();
    }

    private boolean encode() {
        return encoder.encode(frame, 0, frame.length, 0, 1, source, BODY, new BytesCodec(), new Envelope());
    }
}
