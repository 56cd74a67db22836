package io.ringswarm.harness.peers;

import java.util.Properties;

/**
 * One sample in a process of its own, so that no system runs with another's profile: measures and prints the sample on
 * standard output, as properties.
 */
public final class SampleProcess {
    private static final int ARGUMENTS = 4;

    private SampleProcess() {}

    /**
     * Where the process begins.
     *
     * @param arguments system, agents, warm-up in ns, measured time in ns
     * @throws Exception when the sample cannot be taken
     */
    public static void main(String[] arguments) throws Exception {
        if (arguments.length != ARGUMENTS) {
            throw new IllegalArgumentException("arguments=" + arguments.length
                    + " (expected: system, agents, warm-up in ns, measured time in ns)");
        }
        OneWaySample sample = Peers.oneWay(
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
    public static OneWaySample read(Properties printed) {
        return OneWaySample.of(printed);
    }
}
