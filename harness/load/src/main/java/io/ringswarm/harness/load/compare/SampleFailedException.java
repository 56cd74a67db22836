package io.ringswarm.harness.load.compare;

/** A process that was to take a sample has ended without one. */
final class SampleFailedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    SampleFailedException(String message) {
        super(message);
    }
}
