package io.ringswarm.engine.idle;

/** Spins, offering the core to other threads each time. Occupies a core that nobody else wants. */
public final class Yielding implements IdleStrategy {
    /** A strategy without state. */
    public Yielding() {}

    @Override
    public void idle(Doorbell doorbell) {
        Thread.yield();
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
