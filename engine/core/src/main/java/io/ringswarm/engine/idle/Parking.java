package io.ringswarm.engine.idle;

/** Parks at once until a publisher rings. Costs the least processor time, and each wake-up the operating system's. */
public final class Parking implements IdleStrategy {
    /** A strategy without state. */
    public Parking() {}

    @Override
    public void idle(Doorbell doorbell) {
        doorbell.park();
    }

    @Override
    public void reset() {}

    @Override
    public boolean parks() {
        return true;
    }

    @Override
    public boolean occupiesCore() {
        return false;
    }
}
