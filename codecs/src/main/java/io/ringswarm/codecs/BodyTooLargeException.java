package io.ringswarm.codecs;

/** A value needs more bytes than a body may have. Carries no stack trace: an engine answers it with a status. */
public final class BodyTooLargeException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /**
     * Names what was needed and what was allowed.
     *
     * @param requiredBytes what the value needs, at least
     * @param limitBytes what a body may have
     */
    public BodyTooLargeException(long requiredBytes, int limitBytes) {
        super("bodyBytes=" + requiredBytes + " (expected: at most " + limitBytes + ")", null, false, false);
    }
}
