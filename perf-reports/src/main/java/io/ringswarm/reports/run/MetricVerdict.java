package io.ringswarm.reports.run;

import com.fasterxml.jackson.annotation.JsonValue;

/** What a comparison with a baseline says about one metric. */
public enum MetricVerdict {
    /** A change for the worse that is significant and beyond the noise band: it counts. */
    WORSE("worse"),
    /** A change for the better that is significant and beyond the noise band. */
    BETTER("better"),
    /** A change that is significant, and within what runs of the same build differ by. */
    NOISE("noise"),
    /** The whole interval is within the noise band: there is no change that would count. */
    SAME("same"),
    /** The interval holds 1 and reaches beyond the noise band: a change that would count is neither shown nor ruled out. */
    UNCLEAR("unclear"),
    /** Too few samples support this metric on one of the sides. */
    NOT_JUDGED("notJudged");

    private final String jsonName;

    MetricVerdict(String jsonName) {
        this.jsonName = jsonName;
    }

    /**
     * The name in {@code report.json} and {@code diff.json}.
     *
     * @return one word
     */
    @JsonValue
    public String jsonName() {
        return jsonName;
    }
}
