package io.ringswarm.reports.run;

import com.fasterxml.jackson.annotation.JsonValue;

/** What a worker of a load of tasks was up to. */
public enum WorkerState {
    /** It gets tasks. */
    WORKING("working"),
    /** It gets no new ones and ends those it has. */
    DRAINING("draining"),
    /** It gets none, as too many of its last ones failed. */
    OPEN_CIRCUIT("openCircuit"),
    /** It is not there: not yet, or not any more. */
    GONE("gone");

    private final String jsonName;

    WorkerState(String jsonName) {
        this.jsonName = jsonName;
    }

    /**
     * The name in {@code report.json}.
     *
     * @return the name in camel case
     */
    @JsonValue
    public String jsonName() {
        return jsonName;
    }
}
