package io.ringswarm.engine.work;

import io.ringswarm.engine.work.tier.CpuTier;
import io.ringswarm.engine.work.tier.IoTier;
import io.ringswarm.engine.work.tier.Tier;
import io.ringswarm.engine.work.tier.TierCloseReport;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** The threads of blocking workers, each kind made when the first worker needs it. Any thread. */
final class BlockingTiers {
    private final String name;
    private final int cpuThreads;
    private final int ioThreads;
    private final int waiting;
    private Tier cpu;
    private Tier io;
    private boolean closed;

    BlockingTiers(String name, int cpuThreads, int ioThreads, int waiting) {
        this.name = name;
        this.cpuThreads = cpuThreads;
        this.ioThreads = ioThreads;
        this.waiting = waiting;
    }

    /** Answers null when they were closed: nobody would end the threads. */
    synchronized Tier of(WorkerOptions.TierName tier) {
        if (closed) {
            return null;
        }
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

    /**
     * Ends the threads, of each kind within its half of the time that there is. Answers the names of those that did not end.
     *
     * @param untilNs {@link System#nanoTime()}
     */
    List<String> close(long untilNs) {
        List<String> stuck = new ArrayList<>();
        long leftNs = Math.max(0, untilNs - System.nanoTime());
        for (Tier tier : closeForNew()) { // who hires meanwhile does not wait for that
            TierCloseReport report = tier.close(Duration.ofNanos(leftNs / 2));
            report.abandoned().forEach(thread -> stuck.add(thread.name()));
        }
        return stuck;
    }

    private synchronized List<Tier> closeForNew() {
        closed = true;
        return Stream.of(cpu, io).filter(Objects::nonNull).toList();
    }
}
