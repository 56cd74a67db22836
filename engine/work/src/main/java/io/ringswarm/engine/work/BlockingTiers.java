package io.ringswarm.engine.work;

import io.ringswarm.engine.work.tier.CpuTier;
import io.ringswarm.engine.work.tier.IoTier;
import io.ringswarm.engine.work.tier.Tier;
import io.ringswarm.engine.work.tier.TierCloseReport;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The threads of blocking workers, each kind made when the first worker needs it. Any thread. */
final class BlockingTiers {
    private final String name;
    private final int cpuThreads;
    private final int ioThreads;
    private final int waiting;
    private Tier cpu;
    private Tier io;

    BlockingTiers(String name, int cpuThreads, int ioThreads, int waiting) {
        this.name = name;
        this.cpuThreads = cpuThreads;
        this.ioThreads = ioThreads;
        this.waiting = waiting;
    }

    synchronized Tier of(WorkerOptions.TierName tier) {
        if (tier == WorkerOptions.TierName.CPU) {
            if (cpu == null) {
                cpu = CpuTier.of(name, cpuThreads, waiting);
            }
            return cpu;
        }
        if (io == null) {
            io = IoTier.of(name, ioThreads);
        }
        return io;
    }

    /** Ends the threads. Answers the names of those that did not end within the limit, which is for each kind. */
    synchronized List<String> close(Duration limit) {
        List<String> stuck = new ArrayList<>();
        for (Tier tier : new Tier[] {cpu, io}) {
            if (tier != null) {
                TierCloseReport closed = tier.close(limit);
                closed.abandoned().forEach(thread -> stuck.add(thread.name()));
            }
        }
        return stuck;
    }
}
