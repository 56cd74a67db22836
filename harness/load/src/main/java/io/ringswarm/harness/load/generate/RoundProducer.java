package io.ringswarm.harness.load.generate;

import io.ringswarm.engine.NanoClock;
import io.ringswarm.harness.load.finding.Sentence;
import io.ringswarm.harness.load.schedule.Schedule;
import io.ringswarm.harness.load.tasks.Shop;
import io.ringswarm.reports.words.Quantity;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/**
 * A producer that repeats rounds of tasks. A round that was begun is ended, unless the producer is stopped; one that would not
 * end in time, to go by the one before, is not begun, but for the first.
 */
public final class RoundProducer implements Producer {
    private final Share share = new Share(0, 1);
    private final Shop shop;
    private final NanoClock clock;
    private final long patienceNs;
    private EngineFaultException fault;

    /**
     * A producer that has run no round.
     *
     * @param shop whose rounds they are
     * @param clock the engine's
     * @param patience how long no task may end before the engine is at fault
     */
    public RoundProducer(Shop shop, NanoClock clock, Duration patience) {
        this.shop = shop;
        this.clock = clock;
        patienceNs = patience.toNanos();
    }

    /** Nothing is noted of it. */
    @Override
    public Share share() {
        return share;
    }

    /**
     * Nothing is ever due.
     *
     * @throws UnsupportedOperationException always
     */
    @Override
    public void openLoop(Schedule schedule, long startNs) {
        throw new UnsupportedOperationException("rounds follow no schedule");
    }

    /**
     * Repeats rounds.
     *
     * @throws EngineFaultException when tasks do not end, now or in a phase before
     */
    @Override
    public void closedLoop(long endNs) {
        if (fault != null) {
            throw fault;
        }
        long nowNs = clock.nanoTime();
        long lastNs;
        do {
            lastNs = nowNs;
            if (!shop.round(ns -> LockSupport.parkNanos(this, ns), patienceNs)) {
                long left = shop.acceptedInAll() - shop.heard();
                fault = new EngineFaultException(Sentence.TASKS_STUCK, Quantity.time(patienceNs), Quantity.count(left));
                throw fault;
            }
            nowNs = clock.nanoTime();
        } while (!share.isStopped() && nowNs + (nowNs - lastNs) - endNs < 0);
    }

    @Override
    public void stop() {
        share.stop();
        shop.stop();
    }

    @Override
    public void reset() {
        share.reset();
        shop.reset();
    }

    @Override
    public long accepted() {
        return shop.accepted();
    }

    @Override
    public long refused() {
        return shop.refused();
    }

    @Override
    public void close() {
        shop.close();
    }
}
