package io.ringswarm.harness.peers;

import io.ringswarm.engine.metrics.LatencyHistograms;
import java.util.concurrent.locks.LockSupport;

/**
 * A system that carries a freshly made {@link Frame} for each message. No more than {@link #CAPACITY} are on their way:
 * whatever the system's own bound, the sender counts what it has sent against what has been handled, and parks while
 * there is no credit left, as the Disruptor's producers do.
 */
abstract class FrameOneWay implements OneWaySystem {
    private final int agents;
    private final Receiver receiver;

    FrameOneWay(int agents) {
        this.agents = agents;
        receiver = new Receiver(agents);
    }

    /** Hands a message over, on the sender's thread; false when there is no room for it now. */
    abstract boolean offer(Frame frame);

    /** Whether messages can still be handled. */
    abstract boolean alive();

    final Receiver receiver() {
        return receiver;
    }

    @Override
    public final long send(StopFlag stop) {
        byte[] body = new byte[BODY_BYTES];
        long sent = 0;
        long handledSeen = 0;
        int target = 0;
        while (!stop.isSet()) {
            if (sent - handledSeen >= CAPACITY) {
                handledSeen = receiver.handled();
            }
            if (sent - handledSeen < CAPACITY && offer(new Frame(sent, 0, target, 1, System.nanoTime(), body))) {
                sent++;
                target = target + 1 == agents ? 0 : target + 1;
            } else {
                LockSupport.parkNanos(1);
            }
        }
        return sent;
    }

    @Override
    public final long handled() {
        return receiver.handled();
    }

    @Override
    public final long outOfPlace() {
        return receiver.outOfPlace();
    }

    @Override
    public final void collectLatency(LatencyHistograms into) {
        receiver.collectLatency(into, this::alive);
    }
}
