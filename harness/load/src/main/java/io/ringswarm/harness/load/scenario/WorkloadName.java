package io.ringswarm.harness.load.scenario;

import java.util.Arrays;
import java.util.stream.Collectors;

/** The kinds of load that a scenario may choose. */
public enum WorkloadName {
    /** Messages from producers to agents. */
    ONE_WAY("one-way");

    private final String text;

    WorkloadName(String text) {
        this.text = text;
    }

    /** The name as written. */
    public String text() {
        return text;
    }

    /** All names. */
    static String names() {
        return Arrays.stream(values()).map(WorkloadName::text).collect(Collectors.joining(", "));
    }
}
