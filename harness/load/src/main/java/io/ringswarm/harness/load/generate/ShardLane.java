package io.ringswarm.harness.load.generate;

import io.ringswarm.engine.AgentRef;
import io.ringswarm.engine.Engine;
import io.ringswarm.engine.Envelope;
import io.ringswarm.engine.Offer;
import io.ringswarm.engine.Sender;
import java.util.function.LongConsumer;

/**
 * One producer's way to one shard: a sender, and the due times of what it has staged. A sender for each shard makes a
 * flush's count say which messages went: the first ones. Confined to the generator's thread.
 */
final class ShardLane implements AutoCloseable {
    private final Sender sender;
    private final int buffers;
    private final long[] dueNs;
    private int first;
    private int staged;

    ShardLane(Engine engine, int batch) {
        sender = engine.newSender();
        buffers = engine.config().overflowBuffers();
        dueNs = new long[batch];
    }

    boolean isFull() {
        return staged == dueNs.length;
    }

    int staged() {
        return staged;
    }

    /** Stages a message; the lane must not be full. False when there is no buffer for a large body now. */
    boolean stage(Stager stager, AgentRef target, int agent, long number, int type, long timeNs, Envelope envelope) {
        Offer offer = stager.stage(sender, target, agent, number, type, timeNs, envelope);
        if (offer == Offer.STAGED) {
            int next = first + staged;
            dueNs[next < dueNs.length ? next : next - dueNs.length] = envelope.dueNs();
            staged++;
            return true;
        }
        if (offer != Offer.BACK_PRESSURED) {
            throw new EngineRefusedException(offer);
        }
        return false;
    }

    /** Whether buffers for large bodies can be missing only as the engine has not given back those it holds. */
    boolean lacksBuffersOfEngine() {
        return staged < buffers;
    }

    /** Offers what is staged. What is accepted stays readable by {@link #acceptedDueNs} until the next stage. */
    int flush() {
        if (staged == 0) {
            return 0;
        }
        int accepted = sender.flush();
        if (accepted < staged && sender.staged() == 0) {
            throw new EngineRefusedException(Offer.CLOSED);
        }
        return accepted;
    }

    /** When the n-th staged message is due. */
    long acceptedDueNs(int n) {
        int index = first + n;
        return dueNs[index < dueNs.length ? index : index - dueNs.length];
    }

    /** Forgets the first messages, which have been accepted. */
    void remove(int accepted) {
        first += accepted;
        if (first >= dueNs.length) {
            first -= dueNs.length;
        }
        staged -= accepted;
    }

    /** How many staged messages are due at a time or later. */
    int countStagedFrom(long fromNs) {
        int count = 0;
        for (int n = 0; n < staged; n++) {
            count += acceptedDueNs(n) - fromNs >= 0 ? 1 : 0;
        }
        return count;
    }

    void forEachStagedDueNs(LongConsumer consumer) {
        for (int n = 0; n < staged; n++) {
            consumer.accept(acceptedDueNs(n));
        }
    }

    @Override
    public void close() {
        sender.close();
    }
}
