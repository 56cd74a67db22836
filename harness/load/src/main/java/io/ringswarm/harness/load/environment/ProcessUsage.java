package io.ringswarm.harness.load.environment;

import io.ringswarm.reports.run.Resources;
import java.lang.management.CompilationMXBean;
import java.lang.management.ManagementFactory;
import oshi.SystemInfo;
import oshi.hardware.CentralProcessor;
import oshi.software.os.OSProcess;
import oshi.software.os.OperatingSystem;

/** CPU and memory of this process, and CPU time that the hypervisor took from the machine. Confined to one thread at a time. */
public final class ProcessUsage {
    private static final long NS_PER_MS = 1_000_000;
    private static final int STEAL = CentralProcessor.TickType.STEAL.getIndex();

    private final CentralProcessor processor;
    private final OSProcess process;
    private final Throttling throttling = Throttling.ofThisProcess();
    private final CompilationMXBean compiler = ManagementFactory.getCompilationMXBean();
    private Long lastThrottledNs;
    private Long lastCompileNs;
    private long startCpuMs;
    private long lastCpuMs;
    private long lastStealMs;
    private long startNs;
    private long lastNs;
    private long samples;
    private double rssSumBytes;
    private long rssMaxBytes;
    private Double cpuCoresMax;

    ProcessUsage(SystemInfo system) {
        processor = system.getHardware().getProcessor();
        OperatingSystem os = system.getOperatingSystem();
        process = os.getProcess(os.getProcessId());
        start();
    }

    /**
     * What was used since the sample before.
     *
     * @param cpuCores cores kept busy
     * @param rssBytes resident memory now
     * @param stealNs taken by the hypervisor, of all cores
     * @param throttledNs held back by the control group; null where the kernel does not say
     * @param compileNs the just-in-time compiler worked, of all its threads; null where the JVM does not say
     */
    public record Sample(Double cpuCores, Long rssBytes, Long stealNs, Long throttledNs, Long compileNs) {}

    /** Begins anew. */
    public void start() {
        process.updateAttributes();
        startCpuMs = cpuMs();
        lastCpuMs = startCpuMs;
        lastStealMs = processor.getSystemCpuLoadTicks()[STEAL];
        lastThrottledNs = throttledNs();
        lastCompileNs = compileNs();
        startNs = System.nanoTime();
        lastNs = startNs;
        samples = 0;
        rssSumBytes = 0;
        rssMaxBytes = 0;
        cpuCoresMax = null;
    }

    /** Takes a sample. */
    public Sample sample() {
        process.updateAttributes();
        long nowNs = System.nanoTime();
        long cpuMs = cpuMs();
        long stealMs = processor.getSystemCpuLoadTicks()[STEAL];
        double cores = (double) (cpuMs - lastCpuMs) * NS_PER_MS / Math.max(1, nowNs - lastNs);
        long rssBytes = process.getResidentMemory();
        Long throttledNs = throttledNs();
        Long compileNs = compileNs();
        Sample sample = new Sample(
                cores,
                rssBytes,
                Math.max(0, stealMs - lastStealMs) * NS_PER_MS,
                since(lastThrottledNs, throttledNs),
                since(lastCompileNs, compileNs));
        lastThrottledNs = throttledNs;
        lastCompileNs = compileNs;
        lastCpuMs = cpuMs;
        lastStealMs = stealMs;
        lastNs = nowNs;
        samples++;
        rssSumBytes += rssBytes;
        rssMaxBytes = Math.max(rssMaxBytes, rssBytes);
        cpuCoresMax = cpuCoresMax == null ? cores : Math.max(cpuCoresMax, cores);
        return sample;
    }

    /** The samples since the start, summed up. */
    public Resources total() {
        double cpuSeconds = (lastCpuMs - startCpuMs) / 1e3;
        double seconds = (lastNs - startNs) / 1e9;
        long heapBytes =
                ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
        boolean none = samples == 0;
        return new Resources(
                none ? null : (Double) cpuSeconds,
                none || seconds <= 0 ? null : (Double) (cpuSeconds / seconds),
                cpuCoresMax,
                none ? null : (Long) Math.round(rssSumBytes / samples),
                none ? null : (Long) rssMaxBytes,
                heapBytes,
                null,
                null);
    }

    private Long throttledNs() {
        return throttling == null ? null : throttling.totalNs();
    }

    private Long compileNs() {
        return compiler != null && compiler.isCompilationTimeMonitoringSupported()
                ? (Long) (compiler.getTotalCompilationTime() * NS_PER_MS)
                : null;
    }

    private static Long since(Long before, Long now) {
        return before == null || now == null ? null : (Long) Math.max(0, now - before);
    }

    private long cpuMs() {
        return process.getKernelTime() + process.getUserTime();
    }
}
