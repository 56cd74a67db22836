package io.ringswarm.harness.load.scenario;

/**
 * The kind of load.
 *
 * @param name which
 */
public record WorkloadConfig(WorkloadName name) {
    /** What this adds to a configuration's digest; nothing for the load that every scenario had once. */
    String digested() {
        return name == WorkloadName.ONE_WAY ? "" : "\nworkload=" + name.text();
    }
}
