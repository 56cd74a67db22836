package io.ringswarm.harness.load.quantity;

/** The units of time that quantities are written in. */
public enum TimeUnitName {
    /** Nanoseconds. */
    NS("ns", 1),
    /** Microseconds. */
    US("us", 1_000),
    /** Milliseconds. */
    MS("ms", 1_000_000),
    /** Seconds. */
    S("s", 1_000_000_000),
    /** Minutes. */
    MIN("min", 60L * 1_000_000_000);

    private final String text;
    private final long nanos;

    TimeUnitName(String text, long nanos) {
        this.text = text;
        this.nanos = nanos;
    }

    /** The unit as written. */
    public String text() {
        return text;
    }

    /** Nanoseconds in one of it. */
    public long nanos() {
        return nanos;
    }

    /** Finds a unit by its text; {@code µs} is {@code us}. Null when there is none. */
    static TimeUnitName of(String text) {
        String plain = text.replace('\u00b5', 'u').replace('\u03bc', 'u');
        for (TimeUnitName unit : values()) {
            if (unit.text.equals(plain)) {
                return unit;
            }
        }
        return null;
    }
}
