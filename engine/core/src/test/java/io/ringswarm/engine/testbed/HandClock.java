package io.ringswarm.engine.testbed;

import io.ringswarm.engine.NanoClock;
import java.util.concurrent.atomic.AtomicLong;

/** A clock that moves when told to. */
public final class HandClock implements NanoClock {
    private final AtomicLong nowNs;

    public HandClock(long nowNs) {
        this.nowNs = new AtomicLong(nowNs);
    }

    @Override
    public long nanoTime() {
        return nowNs.get();
    }

    public void set(long ns) {
        nowNs.set(ns);
    }

    public void advance(long ns) {
        nowNs.addAndGet(ns);
    }
}
