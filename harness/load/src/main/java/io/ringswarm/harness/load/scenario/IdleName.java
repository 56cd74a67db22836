package io.ringswarm.harness.load.scenario;

import java.util.Arrays;
import java.util.stream.Collectors;

/** The idle strategies that a load test may choose. */
public enum IdleName {
    /** Spin, yield, park. */
    BACKOFF("backoff", false),
    /** Spin. */
    SPIN("spin", true),
    /** Spin, offering the core to others. */
    YIELD("yield", true),
    /** Park at once. */
    PARK("park", false);

    private final String text;
    private final boolean occupiesCore;

    IdleName(String text, boolean occupiesCore) {
        this.text = text;
        this.occupiesCore = occupiesCore;
    }

    /** The name as written. */
    public String text() {
        return text;
    }

    /** Whether an idle shard keeps a core busy. */
    public boolean occupiesCore() {
        return occupiesCore;
    }

    /** All names. */
    static String names() {
        return Arrays.stream(values()).map(IdleName::text).collect(Collectors.joining(", "));
    }
}
