package io.ringswarm.reports.diff;

/** Runs that cannot be compared: one that says nothing by itself, or several that are not alike. The message is one line. */
public final class UnusableRunException extends Exception {
    private static final long serialVersionUID = 1L;

    /**
     * Says which run and why.
     *
     * @param message such as {@code run=7f3a (expected: ...)}
     */
    public UnusableRunException(String message) {
        super(message);
    }

    static UnusableRunException of(String where, String expected) {
        return new UnusableRunException("run=" + where + " (expected: " + expected + ")");
    }
}
