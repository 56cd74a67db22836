package io.ringswarm.harness.load.environment;

import io.ringswarm.reports.run.Environment;
import java.io.IOException;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.RuntimeMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import oshi.SystemInfo;
import oshi.hardware.HardwareAbstractionLayer;
import oshi.software.os.CgroupInfo;
import oshi.util.VirtualizationDetector;

/** Looks at the machine and the JVM, through OSHI. */
public final class MachineProbe {
    private static final Path CLOCKSOURCE = Path.of("/sys/devices/system/clocksource/clocksource0/current_clocksource");

    private static final Pattern HYPERVISOR_FLAG = Pattern.compile("\\bhypervisor\\b");

    private final SystemInfo system;

    /** For the machine that this process runs on. */
    public MachineProbe() {
        system = new SystemInfo();
    }

    /** What a report says of the machine. Takes some hundred milliseconds. */
    public Environment environment() {
        HardwareAbstractionLayer hardware = system.getHardware();
        CgroupInfo cgroup = system.getOperatingSystem().getCgroupInfo();
        RuntimeMXBean jvm = ManagementFactory.getRuntimeMXBean();
        return new Environment(
                hardware.getProcessor().getProcessorIdentifier().getName().strip(),
                Runtime.getRuntime().availableProcessors(),
                hypervisor(hardware),
                System.getProperty("os.name") + " " + System.getProperty("os.version"),
                clocksource(),
                cgroup.getCpuQuota() > 0 ? (Double) ((double) cgroup.getCpuQuota() / cgroup.getCpuPeriod()) : null,
                jvm.getVmVendor() + " " + jvm.getVmName() + " " + jvm.getVmVersion(),
                jvm.getInputArguments(),
                ManagementFactory.getGarbageCollectorMXBeans().stream()
                        .map(GarbageCollectorMXBean::getName)
                        .collect(Collectors.joining(", ")),
                memoryBytes(hardware.getMemory().getTotal(), cgroup.getMemoryLimit()));
    }

    /** What this process takes, from now on. */
    public ProcessUsage processUsage() {
        return new ProcessUsage(system);
    }

    private static String hypervisor(HardwareAbstractionLayer hardware) {
        boolean flagged = hardware.getProcessor().getFeatureFlags().stream()
                .anyMatch(line -> HYPERVISOR_FLAG.matcher(line).find());
        return VirtualizationDetector.identify(hardware).orElse(flagged ? "yes, of unknown name" : null);
    }

    private static Long memoryBytes(long machineBytes, long limitBytes) {
        return limitBytes > 0 ? Math.min(machineBytes, limitBytes) : machineBytes;
    }

    private static String clocksource() {
        try {
            return Files.readString(CLOCKSOURCE).strip();
        } catch (IOException e) {
            return null; // not Linux, or a container that hides it: not known
        }
    }
}
