package io.ringswarm.harness.peers;

import java.util.Arrays;
import java.util.concurrent.locks.LockSupport;

/**
 * A system that carries a freshly made {@link Frame} for each message. No more than {@link #CAPACITY} are on their way:
 * whatever the system's own bound, the sender counts what it has sent against what has been handled, and parks while
 * there is no credit left, as the Disruptor's producers do.
 */
abstract class FrameSystem extends ReceivingSystem implements PacedSystem {
    private final Chain chain;
    private final StageWork[] works;
    private final Arrivals arrivals = new Arrivals();

    FrameSystem(Chain chain) {
        super(new Receiver(chain.stages()));
        this.chain = chain;
        works = new StageWork[agents()];
        Arrays.setAll(works, chain::workOf);
    }

    /** Hands a message over, on the sender's thread or an agent's; false when there is no room for it now. */
    abstract boolean offer(Frame frame);

    /** How many agents there are. */
    final int agents() {
        return chain.stages().agents();
    }

    /**
     * What an agent does where batches cannot be seen: takes the message, does its stage's work and sends on what another
     * stage is to get, with its body copied out and in again. Sent when it was taken: the clock is not read a second time.
     */
    final void handle(Frame frame) {
        Receiver receiver = receiver();
        long nowNs = frame.takenAloneBy(receiver);
        receiver.fault(frame.target, works[frame.target].on(receiver.body(), frame.correlation));
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
        Outgoing outgoing = new Outgoing();
        while (!stop.isSet()) {
            if (outgoing.hasCredit()) {
                long nowNs = System.nanoTime();
                if (outgoing.isSent(nowNs, nowNs)) {
                    continue;
                }
            }
            LockSupport.parkNanos(1);
        }
        return outgoing.sent;
    }

    @Override
    public final long send(Schedule schedule, StopFlag stop) {
        Outgoing outgoing = new Outgoing();
        while (!stop.isSet()) {
            long nowNs = System.nanoTime();
            if (schedule.due(outgoing.sent, 1, nowNs) == 0) {
                Thread.onSpinWait();
            } else if (!outgoing.hasCredit() || !outgoing.isSent(schedule.dueNs(outgoing.sent), nowNs)) {
                LockSupport.parkNanos(1);
            }
        }
        return outgoing.sent;
    }

    @Override
    public final long handled() {
        return chain.stages().count() == 1 ? super.handled() : arrivals.count();
    }

    /** What the sender's thread sends. */
    private final class Outgoing {
        private final byte[] body = new byte[BODY_BYTES];
        private final int targets = chain.stages().width();
        private long sent;
        private long handledSeen;
        private int target;

        boolean hasCredit() {
            if (sent - handledSeen >= CAPACITY) {
                handledSeen = handled();
            }
            return sent - handledSeen < CAPACITY;
        }

        boolean isSent(long dueNs, long nowNs) {
            if (!offer(new Frame(sent, 0, target, 1, dueNs, nowNs, body))) {
                return false;
            }
            sent++;
            target = PeerSystem.next(target, targets);
            return true;
        }
    }
}
