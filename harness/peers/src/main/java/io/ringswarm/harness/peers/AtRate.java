package io.ringswarm.harness.peers;

import io.ringswarm.engine.metrics.LatencyHistograms;

/** A system whose sender keeps to a rate, from the moment at which it is set going. */
final class AtRate implements PeerSystem {
    private final PacedSystem system;
    private final double perSecond;

    AtRate(PacedSystem system, double perSecond) {
        this.system = system;
        this.perSecond = perSecond;
    }

    @Override
    public String version() {
        return system.version();
    }

    @Override
    public long send(StopFlag stop) {
        return system.send(new Schedule(perSecond, System.nanoTime()), stop);
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
