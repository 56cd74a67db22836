package io.ringswarm.harness.load.scenario;

import java.util.Arrays;
import java.util.stream.Collectors;

/** The body codecs that a load test may choose. */
public enum CodecName {
    /** Chronicle Wire, binary with field numbers. */
    WIRE("wire"),
    /** Chronicle Wire, binary without field numbers. */
    WIRE_FIELDLESS("wire-fieldless"),
    /** Chronicle Wire, values alone. */
    WIRE_RAW("wire-raw"),
    /** Chronicle Wire, as text. */
    WIRE_TEXT("wire-text"),
    /** The bytes of {@link #WIRE}, by a template. */
    WIRE_TEMPLATE("wire-template"),
    /** Fields at fixed offsets. */
    FIXED("fixed");

    private final String text;

    CodecName(String text) {
        this.text = text;
    }

    /** The name as written. */
    public String text() {
        return text;
    }

    /** All names. */
    static String names() {
        return Arrays.stream(values()).map(CodecName::text).collect(Collectors.joining(", "));
    }
}
