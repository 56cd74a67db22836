package io.ringswarm.harness.peers;

import io.ringswarm.engine.metrics.LatencyHistograms;

/** A system whose agents are in the table of a {@link Receiver}. */
abstract class ReceivingSystem implements PeerSystem {
    private final Receiver receiver;

    ReceivingSystem(Receiver receiver) {
        this.receiver = receiver;
    }

    /** Whether messages can still be handled. */
    abstract boolean alive();

    final Receiver receiver() {
        return receiver;
    }

    @Override
    public long handled() {
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
