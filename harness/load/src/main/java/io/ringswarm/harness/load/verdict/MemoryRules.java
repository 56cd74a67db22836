package io.ringswarm.harness.load.verdict;

import io.ringswarm.harness.load.finding.Sentence;
import io.ringswarm.harness.load.measure.HeapAfterGc;
import io.ringswarm.harness.load.measure.Measurement;
import io.ringswarm.harness.load.scenario.WorkloadName;
import io.ringswarm.reports.words.Quantity;

/** What is reachable must not grow with the messages: where more is offered than handled, where agents come and go,
 * and over a minute or more. */
final class MemoryRules {
    /** What the engine may take in addition once all its ways have been used. */
    private static final long TOLERANCE_BYTES = 8L << 20;

    /** What the harness keeps of each second. */
    private static final long BYTES_PER_SECOND = 256 << 10;

    private static final long SECOND_NS = 1_000_000_000L;
    private static final long LONG_RUN_NS = 60 * SECOND_NS;

    private final WorkloadName workload;
    private final Measurement measured;
    private final Findings findings;

    MemoryRules(WorkloadName workload, Measurement measured, Findings findings) {
        this.workload = workload;
        this.measured = measured;
        this.findings = findings;
    }

    void judge() {
        HeapAfterGc heap = measured.heap();
        boolean atOnce = workload == WorkloadName.OVERLOAD || workload == WorkloadName.SPAWN;
        if (heap == null || !atOnce && measured.durationNs() < LONG_RUN_NS) {
            return;
        }
        long allowed = TOLERANCE_BYTES + measured.durationNs() / SECOND_NS * BYTES_PER_SECOND;
        if (heap.growthBytes() > allowed) {
            findings.fail(
                    Sentence.MEMORY_GREW,
                    Quantity.bytes(heap.growthBytes()),
                    Quantity.bytes(heap.endBytes()),
                    Quantity.bytes(allowed));
        }
    }
}
