package io.ringswarm.examples.spring;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;

/** Prices that a test can hold back, and with them the agent's thread. One hold at a time. */
class HeldPrices {
    static final double PRICE = 42.5;
    static final long UNPRICED = -13;

    private static final long LIMIT_S = 30;

    private final Semaphore entered = new Semaphore(0);
    private volatile CountDownLatch gate = new CountDownLatch(0);

    @Bean
    @Primary
    PriceSource pricesOfTheTest() {
        return (instrument, quantity) -> {
            if (instrument == UNPRICED) {
                throw new IllegalStateException("no price for " + instrument);
            }
            entered.release();
            awaitGate();
            return PRICE;
        };
    }

    void hold() {
        entered.drainPermits();
        gate = new CountDownLatch(1);
    }

    /** Until the agent is inside. */
    void awaitHeld() throws InterruptedException {
        if (!entered.tryAcquire(LIMIT_S, TimeUnit.SECONDS)) {
            throw new AssertionError("no question has reached the agent");
        }
    }

    void release() {
        gate.countDown();
    }

    private void awaitGate() {
        try {
            if (!gate.await(LIMIT_S, TimeUnit.SECONDS)) {
                throw new AssertionError("the test has not released the agent");
            }
        } catch (InterruptedException e) {
            throw new AssertionError("nobody interrupts a shard", e);
        }
    }
}
