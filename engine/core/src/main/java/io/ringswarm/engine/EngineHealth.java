package io.ringswarm.engine;

import java.util.List;

/**
 * How an engine is.
 *
 * @param status the short answer
 * @param reasons why it is not {@link Status#UP}; empty when it is
 */
public record EngineHealth(Status status, List<String> reasons) {
    /** The short answer. */
    public enum Status {
        /** Accepts and delivers. */
        UP,
        /** Accepts and delivers, but some agents take nothing for the moment. */
        DEGRADED,
        /** Closing or closed, as asked. */
        CLOSED,
        /** A shard has died: nothing more is accepted. */
        FAILED
    }
}
