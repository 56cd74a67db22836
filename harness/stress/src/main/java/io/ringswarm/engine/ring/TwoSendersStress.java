package io.ringswarm.engine.ring;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;

import com.lmax.disruptor.BusySpinWaitStrategy;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/**
 * Two senders, two messages each, and a shard that reads meanwhile. The result shows, for each sender, what the shard read
 * of it, digit by digit.
 */
@JCStressTest
@Outcome(
        id = "(0|1|12), (0|3|34)",
        expect = ACCEPTABLE,
        desc = "Of each sender the first messages, whole and in order.")
@State
public class TwoSendersStress {
    private static final byte[] ONE = Imprint.slots(1);
    private static final byte[] TWO = Imprint.slots(2);
    private static final byte[] THREE = Imprint.slots(3);
    private static final byte[] FOUR = Imprint.slots(4);

    private final LaneRing ring = new LaneRing(4, Imprint.SLOT_BYTES, new BusySpinWaitStrategy());

    @Actor
    void firstSender() {
        Imprint.send(ring, ONE);
        Imprint.send(ring, TWO);
    }

    @Actor
    void secondSender() {
        Imprint.send(ring, THREE);
        Imprint.send(ring, FOUR);
    }

    @Actor
    void shard(II_Result r) {
        long available = ring.availableFrom(0, 4);
        for (long sequence = 0; sequence <= available; sequence++) {
            int imprint = Imprint.read(ring, sequence);
            if (imprint >= 3) {
                r.r2 = 10 * r.r2 + imprint;
            } else {
                r.r1 = 10 * r.r1 + imprint;
            }
        }
    }
}
