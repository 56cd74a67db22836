package io.ringswarm.harness.load.generate;

/** A load of the user's own has not done what it must: nothing can be said of the engine. */
public final class LoadFaultException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /**
     * Names the fault.
     *
     * @param message a clause that a sentence can be made of
     * @param cause what was thrown, or null
     */
    public LoadFaultException(String message, Throwable cause) {
        super(message, cause);
    }
}
