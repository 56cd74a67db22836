package io.ringswarm.engine.idle;

/** Spins, with the processor's hint. The least latency, at the price of a whole core per shard. */
public final class BusySpin implements IdleStrategy {
    /** A strategy without state. */
    public BusySpin() {}

    @Override
    public void idle(Doorbell doorbell) {
        Thread.onSpinWait();
    }

    @Override
    public void reset() {}

    @Override
    public boolean parks() {
        return false;
    }

    @Override
    public boolean occupiesCore() {
        return true;
    }
}
