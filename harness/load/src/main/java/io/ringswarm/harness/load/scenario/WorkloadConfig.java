package io.ringswarm.harness.load.scenario;

/**
 * The kind of load, and what only some kinds have.
 *
 * @param name which
 * @param hops how often a message is sent on; null where none is
 * @param fanOut to how many agents; null where none is
 * @param askTimeoutNs how long an ask waits; null where none is made
 */
public record WorkloadConfig(WorkloadName name, Integer hops, Integer fanOut, Long askTimeoutNs) {
    /** What this adds to a configuration's digest; nothing for the load that every scenario had once. */
    String digested() {
        return (name == WorkloadName.ONE_WAY ? "" : "\nworkload=" + name.text())
                + digested("hops", hops)
                + digested("fanOut", fanOut)
                + digested("askTimeoutNs", askTimeoutNs);
    }

    private static String digested(String key, Number value) {
        return value == null ? "" : "\n" + key + "=" + value;
    }
}
