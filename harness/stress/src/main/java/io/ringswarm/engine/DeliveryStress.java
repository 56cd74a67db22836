package io.ringswarm.engine;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;

import io.ringswarm.codecs.BodyReader;
import io.ringswarm.engine.delivery.Shard;
import io.ringswarm.harness.stress.BytesCodec;
import io.ringswarm.harness.stress.LoneShard;
import java.util.Arrays;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/**
 * A sender tells an agent one message after the other, as soon as each is accepted, and closes the engine; a shard
 * delivers. There are four slots and one overflow buffer, so that each is used again and again. The results: messages that
 * came whole and in order, other ones.
 */
@JCStressTest
@Outcome(id = "12, 0", expect = ACCEPTABLE, desc = "All of them, whole and in order.")
@State
public class DeliveryStress {
    private static final byte[][] BODIES = new byte[12][];
    private static final BytesCodec CODEC = new BytesCodec();
    private static final EngineConfig CONFIG = LoneShard.smallest().conclude();

    static {
        for (int i = 0; i < BODIES.length; i++) {
            BODIES[i] = new byte[i % 2 == 0 ? 8 : 64]; // the long ones travel in the overflow buffer
            Arrays.fill(BODIES[i], (byte) (i + 1));
        }
    }

    private final LoneShard lone = new LoneShard(CONFIG);
    private final Shard shard = lone.shard();
    private final Sender sender = StressAgents.sender(lone);
    private final AgentRef agent = StressAgents.add(shard.agents(), lone.lifecycle(), this::onMessage);
    private int inOrder;
    private int others;

    @Actor
    void sender() {
        for (byte[] body : BODIES) {
            Offer offer;
            do {
                offer = sender.tell(agent, body, CODEC);
            } while (offer == Offer.BACK_PRESSURED);
        }
        lone.lifecycle().drain();
        shard.wake();
    }

    @Actor
    void shard() {
        shard.run();
    }

    @Arbiter
    void agent(II_Result r) {
        r.r1 = inOrder;
        r.r2 = others;
    }

    private void onMessage(Message message, AgentContext self) {
        if (inOrder < BODIES.length && isWhole(message.body(), BODIES[inOrder])) {
            inOrder++;
        } else {
            others++;
        }
    }

    private static boolean isWhole(BodyReader body, byte[] expected) {
        boolean whole = body.length() == expected.length;
        for (int i = 0; whole && i < expected.length; i++) {
            whole = body.getByte(i) == expected[i];
        }
        return whole;
    }
}
