package io.ringswarm.engine.work.host;

import io.ringswarm.engine.AgentRef;
import io.ringswarm.engine.Engine;
import io.ringswarm.engine.Offer;
import io.ringswarm.engine.work.tier.Cancellation;
import io.ringswarm.engine.work.tier.Tier;
import io.ringswarm.engine.work.wire.Numbers;
import io.ringswarm.engine.work.wire.NumbersCodec;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;

/**
 * A worker's way to its tier and back: what has been run waits here until the worker's agent, nudged, takes it. Runs are begun
 * and taken on the worker's shard, and come back from the tier's threads, which may wait.
 */
public final class Lane {
    private static final long FULL_PARK_NS = 50_000;

    private final Engine engine;
    private final Tier tier;
    private final Queue<BlockingRun<?, ?>> finished = new ConcurrentLinkedQueue<>();
    private volatile AgentRef worker;

    /**
     * A way for one worker.
     *
     * @param engine whose
     * @param tier where it runs what blocks
     */
    public Lane(Engine engine, Tier tier) {
        this.engine = engine;
        this.tier = tier;
    }

    void open(AgentRef agent) {
        worker = agent;
    }

    boolean run(BlockingRun<?, ?> run) {
        return tier.tryRun(run);
    }

    /** Answers whether it never began and never will. */
    boolean cancel(BlockingRun<?, ?> run) {
        return tier.cancel(run) == Cancellation.NOT_RUN;
    }

    BlockingRun<?, ?> nextFinished() {
        return finished.poll();
    }

    /** On a thread of the tier, which waits while the way to the worker is full. */
    void finished(BlockingRun<?, ?> run) {
        finished.add(run);
        Numbers nudge = new Numbers();
        while (engine.tell(worker, nudge, NumbersCodec.NUDGE) == Offer.BACK_PRESSURED) {
            LockSupport.parkNanos(this, FULL_PARK_NS);
        }
    }
}
