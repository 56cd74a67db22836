package io.ringswarm.harness.load.explain;

import java.util.Locale;

/** What a late message may have waited for. Of causes that go on at the same time the first takes the time. */
public enum Cause {
    /** A collection stood the JVM still. */
    GC,
    /** The JVM stood still for something else. */
    SAFEPOINT,
    /** A thread of ours was ready and had no core, or nothing in the process ran. */
    DESCHEDULED,
    /** The generator was late by its own fault. */
    GENERATOR,
    /** The shard had nothing else to do and took the message late all the same. */
    UNEXPLAINED,
    /** Other messages were before it, or the engine refused it until there was room. */
    QUEUEING;

    /** How many go on at a time of their own; queueing is what is left. */
    static final int TIMED = QUEUEING.ordinal();

    /** The name as reports have it. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
