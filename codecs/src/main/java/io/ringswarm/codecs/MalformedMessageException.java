package io.ringswarm.codecs;

/**
 * Bytes that are no message of the template they claim: the one exception that decoding throws, whatever the bytes.
 * Carries no stack trace, as hostile bytes must not be a way to make a reader slow; the message names the field.
 */
public final class MalformedMessageException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /**
     * A fault found by our own checks.
     *
     * @param message names what was read, its value, and what was expected
     */
    public MalformedMessageException(String message) {
        super(message, null, false, false);
    }

    /**
     * A fault found by a library underneath.
     *
     * @param message names what was read
     * @param cause what the library threw
     */
    public MalformedMessageException(String message, Throwable cause) {
        super(message, cause, false, false);
    }
}
