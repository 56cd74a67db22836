package io.ringswarm.engine.micrometer;

import io.ringswarm.engine.work.Work;
import io.ringswarm.engine.work.WorkCounters;

/**
 * What a work had counted at one moment. Never changed.
 *
 * @param counters as the work gave them
 * @param atNs when, ns of the engine's clock
 */
record WorkSnapshot(WorkCounters counters, long atNs) {
    static WorkSnapshot of(Work work) {
        long atNs = work.engine().config().clock().nanoTime();
        return new WorkSnapshot(work.counters(), atNs);
    }
}
