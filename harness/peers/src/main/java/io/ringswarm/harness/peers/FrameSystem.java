package io.ringswarm.harness.peers;

import io.ringswarm.engine.metrics.LatencyHistograms;
import java.util.concurrent.locks.LockSupport;

/**
 * A system that carries a freshly made {@link Frame} for each message. No more than {@link #CAPACITY} are on their way:
 * whatever the system's own bound, the sender counts what it has sent against what has been handled, and parks while
 * there is no credit left, as the Disruptor's producers do.
 */
abstract class FrameSystem implements PacedSystem {
    private final Chain chain;
    private final Receiver receiver;
    private final Arrivals arrivals = new Arrivals();

    FrameSystem(Chain chain) {
        this.chain = chain;
        receiver = new Receiver(chain.stages());
    }

    /** Hands a message over, on the sender's thread or an agent's; false when there is no room for it now. */
    abstract boolean offer(Frame frame);

    /** Whether messages can still be handled. */
    abstract boolean alive();

    final Receiver receiver() {
        return receiver;
    }

    /** How many agents there are. */
    final int agents() {
        return chain.stages().agents();
    }

    /**
     * What an agent does where batches cannot be seen: takes the message, does its stage's work and sends on what another
     * stage is to get, with its body copied out and in again. Sent when it was taken: the clock is not read a second time.
     */
    final void handle(Frame frame) {
        long nowNs = frame.takenAloneBy(receiver);
        if (chain.isWorking()) {
            receiver.fault(frame.target, chain.work(frame.target, receiver.body(), frame.correlation));
        }
        if (!chain.stages().isLast(frame.target)) {
            int next = chain.stages().after(frame.target);
            if (!offer(new Frame(frame.correlation, frame.source, next, 1, nowNs, nowNs, receiver.body()))) {
                throw new SystemFailedException("agent=" + frame.target + " (expected: room to send on)");
            }
        } else {
            arrivals.add();
        }
    }

    @Override
    public final long send(StopFlag stop) {
        byte[] body = new byte[BODY_BYTES];
        int targets = chain.stages().width();
        long sent = 0;
        long handledSeen = 0;
        int target = 0;
        while (!stop.isSet()) {
            if (sent - handledSeen >= CAPACITY) {
                handledSeen = handled();
            }
            if (sent - handledSeen < CAPACITY && offer(made(sent, target, System.nanoTime(), body))) {
                sent++;
                target = target + 1 == targets ? 0 : target + 1;
            } else {
                LockSupport.parkNanos(1);
            }
        }
        return sent;
    }

    @Override
    public final long send(Schedule schedule, StopFlag stop) {
        byte[] body = new byte[BODY_BYTES];
        int targets = chain.stages().width();
        long sent = 0;
        long handledSeen = 0;
        int target = 0;
        while (!stop.isSet()) {
            long nowNs = System.nanoTime();
            if (schedule.due(sent, 1, nowNs) == 0) {
                Thread.onSpinWait();
                continue;
            }
            if (sent - handledSeen >= CAPACITY) {
                handledSeen = handled();
            }
            if (sent - handledSeen < CAPACITY
                    && offer(new Frame(sent, 0, target, 1, schedule.dueNs(sent), nowNs, body))) {
                sent++;
                target = target + 1 == targets ? 0 : target + 1;
            } else {
                LockSupport.parkNanos(1);
            }
        }
        return sent;
    }

    @Override
    public final long handled() {
        return chain.stages().count() == 1 ? receiver.handled() : arrivals.count();
    }

    @Override
    public final long outOfPlace() {
        return receiver.outOfPlace();
    }

    @Override
    public final void collectLatency(LatencyHistograms into) {
        receiver.collectLatency(into, this::alive);
    }

    private static Frame made(long number, int target, long nowNs, byte[] body) {
        return new Frame(number, 0, target, 1, nowNs, nowNs, body);
    }
}
