package io.ringswarm.harness.peers;

import java.util.Properties;

/**
 * One sample in a process of its own, so that no system runs with another's profile: measures and prints the sample on
 * standard output, as properties.
 */
public final class SampleProcess {
    /** System property: true when the warm-up does not go on while the JVM still compiles. */
    public static final String FIXED_WARMUP = "ringswarm.sample.fixedWarmup";

    private static final int FEWEST_ARGUMENTS = 4;
    private static final int MOST_ARGUMENTS = 5;

    private SampleProcess() {}

    /**
     * Where the process begins.
     *
     * @param arguments system, agents, warm-up in ns, measured time in ns, workload; {@code one-way} when there is none of
     *     the last, as before there were others
     * @throws Exception when the sample cannot be taken
     */
    public static void main(String[] arguments) throws Exception {
        if (arguments.length < FEWEST_ARGUMENTS || arguments.length > MOST_ARGUMENTS) {
            throw new IllegalArgumentException("arguments=" + arguments.length
                    + " (expected: system, agents, warm-up in ns, measured time in ns, workload)");
        }
        Workload workload =
                arguments.length == MOST_ARGUMENTS ? Workload.of(arguments[FEWEST_ARGUMENTS]) : Workload.ONE_WAY;
        Sample sample = Peers.measure(
                workload,
                arguments[0],
                Integer.parseInt(arguments[1]),
                Long.parseLong(arguments[2]),
                Long.parseLong(arguments[3]));
        sample.toProperties().store(System.out, null);
    }

    /**
     * Reads what a process has printed.
     *
     * @param printed its standard output
     * @return the sample
     * @throws IllegalArgumentException when it is none
     */
    public static Sample read(Properties printed) {
        return Sample.of(printed);
    }
}
