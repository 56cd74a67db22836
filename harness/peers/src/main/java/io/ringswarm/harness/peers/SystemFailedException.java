package io.ringswarm.harness.peers;

/** A system has died or stopped while it was measured. */
final class SystemFailedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    SystemFailedException(String message) {
        super(message);
    }

    SystemFailedException(String message, Throwable cause) {
        super(message, cause);
    }
}
