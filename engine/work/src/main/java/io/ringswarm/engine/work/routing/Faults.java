package io.ringswarm.engine.work.routing;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What strategies did wrong: all of it counted, the first logged. Confined to the desk's thread. */
final class Faults {
    private static final Logger LOG = LoggerFactory.getLogger(Groups.class);

    private long count;

    /** A strategy has returned what it must not. */
    void returned(Object strategy, String what) {
        if (count++ == 0) {
            LOG.warn("{} {}: the least loaded gets the task; further faults are counted only", strategy, what);
        }
    }

    /** A strategy has thrown. Only what concerns the whole JVM is thrown again. */
    void caught(Object strategy, Throwable thrown) {
        if (thrown instanceof VirtualMachineError error && !(thrown instanceof StackOverflowError)) {
            throw error;
        }
        if (count++ == 0) {
            LOG.warn("{} has thrown: tasks are routed without it; further faults are counted only", strategy, thrown);
        }
    }

    long count() {
        return count;
    }
}
