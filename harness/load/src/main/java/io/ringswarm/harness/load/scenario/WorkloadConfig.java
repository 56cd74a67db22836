package io.ringswarm.harness.load.scenario;

/**
 * The kind of load, and what only some kinds have.
 *
 * @param name which
 * @param askTimeoutNs how long an ask waits; null where none is made
 */
public record WorkloadConfig(WorkloadName name, Long askTimeoutNs) {
    /** What this adds to a configuration's digest; nothing for the load that every scenario had once. */
    String digested() {
        return (name == WorkloadName.ONE_WAY ? "" : "\nworkload=" + name.text())
                + (askTimeoutNs == null ? "" : "\naskTimeoutNs=" + askTimeoutNs);
    }
}
