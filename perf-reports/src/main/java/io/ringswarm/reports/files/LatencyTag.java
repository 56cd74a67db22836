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

    /** The tag written so; null when there is none, as in a log of a later version. */
    static LatencyTag ofText(String text) {
        for (LatencyTag tag : values()) {
            if (tag.text.equals(text)) {
                return tag;
            }
        }
        return null;
    }
}
