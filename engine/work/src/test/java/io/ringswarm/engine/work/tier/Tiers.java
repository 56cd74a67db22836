package io.ringswarm.engine.work.tier;

import java.util.concurrent.CountDownLatch;
import java.util.function.BooleanSupplier;

/** Tiers of every kind, and tasks for them. */
enum Tiers {
    CPU {
        @Override
        Tier holding(int tasks) {
            return CpuTier.of("tier-under-test", tasks, 0, TierBounds.daemons("tier-under-test-cpu-"));
        }
    },
    IO {
        @Override
        Tier holding(int tasks) {
            return IoTier.of("tier-under-test", tasks);
        }
    },
    IO_POOLED {
        @Override
        Tier holding(int tasks) {
            return IoTier.pooled("tier-under-test", tasks, TierBounds.daemons("tier-under-test-io-"));
        }
    },
    IO_THREAD_PER_TASK {
        @Override
        Tier holding(int tasks) {
            return IoTier.threadPerTask("tier-under-test", tasks, TierBounds.daemons("tier-under-test-io-"));
        }
    };

    /** One that runs so many tasks at once, and lets none wait. */
    abstract Tier holding(int tasks);

    /** What a task does. */
    @FunctionalInterface
    interface Body {
        void run() throws Exception;
    }

    static TierTask task(Body body) {
        return new TierTask() {
            @Override
            protected void run() throws Exception {
                body.run();
            }

            @Override
            public String toString() {
                return "task-of-a-test";
            }
        };
    }

    /** A task that waits for a latch whatever interrupts it. */
    static TierTask stubborn(CountDownLatch begun, CountDownLatch gate) {
        return task(() -> {
            begun.countDown();
            while (true) {
                try {
                    gate.await();
                    return;
                } catch (InterruptedException e) {
                    continue; // as a worker may that does not care
                }
            }
        });
    }

    /** Waits for another thread; ends once the test's time limit has interrupted this one. */
    static void await(BooleanSupplier condition) {
        while (!condition.getAsBoolean()) {
            if (Thread.interrupted()) {
                throw new AssertionError("what the test waits for did not come in time");
            }
            Thread.yield();
        }
    }
}
