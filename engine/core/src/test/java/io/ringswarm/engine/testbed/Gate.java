package io.ringswarm.engine.testbed;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Where a thread is held until a test lets it go. Once open it stays open. */
public final class Gate {
    private static final long LIMIT_SECONDS = 30;

    private final CountDownLatch arrived = new CountDownLatch(1);
    private final CountDownLatch open = new CountDownLatch(1);

    /** Called by whom the gate holds: returns once it is open. */
    public void pass() throws InterruptedException {
        arrived.countDown();
        open.await();
    }

    /** Waits until somebody stands at the gate, or has passed it. */
    public void awaitArrival() throws InterruptedException {
        if (!arrived.await(LIMIT_SECONDS, TimeUnit.SECONDS)) {
            throw new AssertionError("nobody came to the gate");
        }
    }

    public void open() {
        open.countDown();
    }
}
