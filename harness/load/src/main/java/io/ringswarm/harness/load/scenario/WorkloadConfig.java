package io.ringswarm.harness.load.scenario;

/**
 * The kind of load, and what only some kinds have.
 *
 * @param name which
 * @param hops how often a message is sent on; null where none is
 * @param fanOut to how many agents; null where none is
 * @param askTimeoutNs how long an ask waits; null where none is made
 * @param shedAfterNs how long a message of the low lane waits before it is shed; 0 for as long as it takes
 * @param written the user's class; null where the load is the harness's own
 * @param work tasks and workers; null where there are none
 */
public record WorkloadConfig(
        WorkloadName name,
        Integer hops,
        Integer fanOut,
        Long askTimeoutNs,
        long shedAfterNs,
        WorkloadClass written,
        WorkSettings work) {
    /** A load of messages. */
    public WorkloadConfig(
            WorkloadName name,
            Integer hops,
            Integer fanOut,
            Long askTimeoutNs,
            long shedAfterNs,
            WorkloadClass written) {
        this(name, hops, fanOut, askTimeoutNs, shedAfterNs, written, null);
    }

    /** A load of the harness's own. */
    public WorkloadConfig(WorkloadName name, Integer hops, Integer fanOut, Long askTimeoutNs, long shedAfterNs) {
        this(name, hops, fanOut, askTimeoutNs, shedAfterNs, null);
    }

    /** Whether the user has written it: then bodies and work are the user's, too. */
    public boolean isCustom() {
        return written != null;
    }

    /** The name as written, or the user's class. */
    public String text() {
        return isCustom() ? written.name() : name.text();
    }

    /** What this adds to a configuration's digest; nothing for the load that every scenario had once. */
    String digested() {
        return (name == WorkloadName.ONE_WAY ? "" : "\nworkload=" + text())
                + digested("hops", hops)
                + digested("fanOut", fanOut)
                + digested("askTimeoutNs", askTimeoutNs)
                + digested("shedAfterNs", shedAfterNs == 0 ? null : (Long) shedAfterNs)
                + (work == null ? "" : "\n" + work);
    }

    private static String digested(String key, Number value) {
        return value == null ? "" : "\n" + key + "=" + value;
    }
}
