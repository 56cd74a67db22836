package io.ringswarm.engine.ring;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;

import com.lmax.disruptor.BusySpinWaitStrategy;
import io.ringswarm.codecs.frame.FrameHeader;
import io.ringswarm.engine.lifecycle.Lifecycle;
import io.ringswarm.engine.metrics.SenderCounters;
import io.ringswarm.harness.stress.StagedMessage;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.JIJ_Result;

/**
 * A sender publishes a message whose body travels in an overflow buffer. A shard that sees the message finds its header
 * stamped, its body whole, and the message counted as created.
 */
@JCStressTest
@Outcome(id = "7, 1, 1", expect = ACCEPTABLE, desc = "All of it.")
@State
public class StagedRunStress {
    private static final long SENT_NS = 7;
    private static final byte[] BODY = Imprint.slots(1);

    private final Lifecycle lifecycle = new Lifecycle();
    private final SenderCounters counters = new SenderCounters();
    private final LaneRing ring = new LaneRing(2, StagedMessage.SLOT_BYTES, new BusySpinWaitStrategy());
    private final StagedRun run = StagedMessage.forRing(ring, BODY);

    @Actor
    void sender() {
        run.publish(() -> SENT_NS, lifecycle, counters);
    }

    @Actor
    void shard(JIJ_Result r) {
        long available;
        do {
            available = ring.availableFrom(0, 1);
        } while (available < 0);
        r.r3 = counters.created();
        r.r1 = FrameHeader.sentNs(ring.slab(), ring.offsetOf(0));
        OverflowBuffer buffer = ring.detach(0);
        r.r2 = buffer == null ? Imprint.TORN : Imprint.read(buffer.bytes(), 0);
    }
}
