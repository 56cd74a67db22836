package io.ringswarm.harness.load.scenario;

/**
 * The kind of load, and what only some kinds have.
 *
 * @param name which
 * @param hops how often a message is sent on; null where none is
 * @param fanOut to how many agents; null where none is
 * @param askTimeoutNs how long an ask waits; null where none is made
 * @param shedAfterNs how long a message of the low lane waits before it is shed; 0 for as long as it takes
 */
public record WorkloadConfig(WorkloadName name, Integer hops, Integer fanOut, Long askTimeoutNs, long shedAfterNs) {
    /** What this adds to a configuration's digest; nothing for the load that every scenario had once. */
    String digested() {
        return (name == WorkloadName.ONE_WAY ? "" : "\nworkload=" + name.text())
                + digested("hops", hops)
                + digested("fanOut", fanOut)
                + digested("askTimeoutNs", askTimeoutNs)
                + digested("shedAfterNs", shedAfterNs == 0 ? null : (Long) shedAfterNs);
    }

    private static String digested(String key, Number value) {
        return value == null ? "" : "\n" + key + "=" + value;
    }
}
