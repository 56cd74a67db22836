package io.ringswarm.reports.run;

import java.util.List;

/**
 * The machine and the JVM of a run; each is null when not known.
 *
 * @param cpu the processor's name
 * @param cores logical processors the JVM sees
 * @param hypervisor the hypervisor's name; null on bare metal, too
 * @param kernel the kernel's version
 * @param clocksource the kernel's clock source
 * @param cgroupCpuQuota cores the control group allows; null when there is no limit
 * @param jvm the JVM's vendor and version
 * @param jvmFlags the JVM's flags; empty when there are none
 * @param gc the collector's name
 * @param memoryBytes memory of the machine or of the control group, whichever is smaller
 */
public record Environment(
        String cpu,
        Integer cores,
        String hypervisor,
        String kernel,
        String clocksource,
        Double cgroupCpuQuota,
        String jvm,
        List<String> jvmFlags,
        String gc,
        Long memoryBytes) {
    /**
     * Copies the list.
     *
     * @param cpu the processor's name
     * @param cores logical processors the JVM sees
     * @param hypervisor the hypervisor's name
     * @param kernel the kernel's version
     * @param clocksource the kernel's clock source
     * @param cgroupCpuQuota cores the control group allows
     * @param jvm the JVM's vendor and version
     * @param jvmFlags the JVM's flags
     * @param gc the collector's name
     * @param memoryBytes memory of the machine or of the control group, whichever is smaller
     */
    public Environment {
        Expect.notNegative("env.cores", cores);
        Expect.notNegative("env.cgroupCpuQuota", cgroupCpuQuota);
        jvmFlags = Expect.list("env.jvmFlags", jvmFlags);
        Expect.notNegative("env.memoryBytes", memoryBytes);
    }
}
