package io.ringswarm.harness.load.selftest;

import io.ringswarm.engine.idle.Backoff;
import io.ringswarm.engine.idle.Doorbell;
import io.ringswarm.engine.idle.IdleStrategy;

/** The default strategy, in which each shard's thread stands still once, at the same time: between messages. */
final class StallingIdle implements IdleStrategy {
    private final IdleStrategy idle = new Backoff();
    private final StallWitness witness;
    private final long stallAtNs;
    private final long stallNs;
    private boolean stalled;

    /**
     * A strategy.
     *
     * @param stallAtNs ns since the start
     * @param stallNs for so long
     */
    StallingIdle(StallWitness witness, long stallAtNs, long stallNs) {
        this.witness = witness;
        this.stallAtNs = stallAtNs;
        this.stallNs = stallNs;
    }

    @Override
    public void idle(Doorbell doorbell) {
        if (!stalled && witness.isStarted() && System.nanoTime() - witness.startNs() >= stallAtNs) {
            stalled = true;
            long fromNs = System.nanoTime();
            Pause.until(witness.startNs() + stallAtNs + stallNs);
            witness.stalled(fromNs, System.nanoTime());
        }
        idle.idle(doorbell);
    }

    @Override
    public void reset() {
        idle.reset();
    }

    @Override
    public boolean parks() {
        return idle.parks();
    }

    @Override
    public boolean occupiesCore() {
        return idle.occupiesCore();
    }
}
