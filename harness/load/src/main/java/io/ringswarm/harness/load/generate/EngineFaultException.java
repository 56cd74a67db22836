package io.ringswarm.harness.load.generate;

/** The engine has not done what it promises: the run has failed, whatever else it shows. */
public final class EngineFaultException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /**
     * Names the fault.
     *
     * @param message a clause that a sentence can be made of
     */
    public EngineFaultException(String message) {
        super(message);
    }
}
