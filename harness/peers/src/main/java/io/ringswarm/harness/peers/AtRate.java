package io.ringswarm.harness.peers;

import io.ringswarm.engine.metrics.LatencyHistograms;

/** A system whose sender keeps to a rate. */
final class AtRate implements PeerSystem {
    private final PacedSystem system;
    private final Schedule schedule;

    /** A system that is to be sent to from now on, however long its thread takes to start. */
    AtRate(PacedSystem system, double perSecond) {
        this.system = system;
        schedule = new Schedule(perSecond, System.nanoTime());
    }

    @Override
    public void endWarmup() {
        schedule.requestRestart();
    }

    @Override
    public String version() {
        return system.version();
    }

    @Override
    public long send(StopFlag stop) {
        return system.send(schedule, stop);
    }

    @Override
    public long handled() {
        return system.handled();
    }

    @Override
    public void collectLatency(LatencyHistograms into) {
        system.collectLatency(into);
    }

    @Override
    public long outOfPlace() {
        return system.outOfPlace();
    }

    @Override
    public void close() {
        system.close();
    }
}
