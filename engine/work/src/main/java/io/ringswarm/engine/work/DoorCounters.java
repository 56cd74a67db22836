package io.ringswarm.engine.work;

import java.util.concurrent.atomic.LongAdder;

/** Tasks that ended before they came to the desk. Any thread. */
final class DoorCounters {
    private final LongAdder hits = new LongAdder();
    private final LongAdder[] rejected = new LongAdder[EndReason.COUNT];

    DoorCounters() {
        for (int i = 0; i < rejected.length; i++) {
            rejected[i] = new LongAdder();
        }
    }

    void hit() {
        hits.increment();
    }

    void reject(EndReason reason) {
        rejected[reason.ordinal()].increment();
    }

    long hits() {
        return hits.sum();
    }

    long rejected(EndReason reason) {
        return rejected[reason.ordinal()].sum();
    }

    long rejected() {
        long sum = 0;
        for (LongAdder adder : rejected) {
            sum += adder.sum();
        }
        return sum;
    }
}
