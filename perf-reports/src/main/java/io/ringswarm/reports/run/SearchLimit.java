package io.ringswarm.reports.run;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** What kept a search for the highest rate from going higher. */
public enum SearchLimit {
    /** The next higher rate that was tried did not meet the objectives, or lost, duplicated or reordered messages. */
    SLO,
    /** The next higher rate that was tried was not offered as scheduled: the engine's own limit is not known. */
    GENERATOR,
    /** The search was told not to go higher, or had used up its probes. */
    MAX;

    /**
     * The name in {@code report.json}.
     *
     * @return the name in lower case
     */
    @JsonValue
    public String jsonName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
