package io.ringswarm.reports.files;

/** The tags of the lines in {@code latency.hlog}. */
public enum LatencyTag {
    /** Handler entry minus due time. */
    RESPONSE("response"),
    /** Handler entry minus send time. */
    TRANSIT("transit"),
    /** Send time minus due time. */
    SEND_DELAY("sendDelay"),
    /** How late a sleeping thread woke. */
    HICCUP("hiccup");

    private final String text;

    LatencyTag(String text) {
        this.text = text;
    }

    /**
     * The tag as written.
     *
     * @return the text
     */
    public String text() {
        return text;
    }
}
