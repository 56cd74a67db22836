package io.ringswarm.harness.peers;

import java.lang.management.CompilationMXBean;
import java.lang.management.ManagementFactory;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;

/** Whether the JVM still compiles what is to be measured. */
final class Compilation {
    private static final long WINDOW_NS = 500_000_000;
    private static final int WINDOWS_IN_SHORT_LIMITS = 2;
    private static final long NANOS_PER_MILLI = 1_000_000;

    /** A window with this share of it spent on compilation, and more, is not quiet. */
    private static final double QUIET_SHARE = 0.02;

    private final LongSupplier compiledMs;

    Compilation() {
        this(ofThisJvm());
    }

    /** One that has spent so many milliseconds up to now. */
    Compilation(LongSupplier compiledMs) {
        this.compiledMs = compiledMs;
    }

    /** Waits, window by window, until one was quiet, at most a limit; how long that took, ns. */
    long awaitQuiet(long limitNs, LongConsumer waiting) {
        long windowNs = Math.max(1, Math.min(WINDOW_NS, limitNs / WINDOWS_IN_SHORT_LIMITS));
        long waitedNs = 0;
        long before = compiledMs.getAsLong();
        while (waitedNs + windowNs <= limitNs) {
            waiting.accept(windowNs);
            waitedNs += windowNs;
            long now = compiledMs.getAsLong();
            if ((now - before) * NANOS_PER_MILLI < QUIET_SHARE * windowNs) {
                break;
            }
            before = now;
        }
        return waitedNs;
    }

    private static LongSupplier ofThisJvm() {
        CompilationMXBean compiler = ManagementFactory.getCompilationMXBean();
        return compiler == null || !compiler.isCompilationTimeMonitoringSupported()
                ? () -> 0
                : compiler::getTotalCompilationTime;
    }
}
