package io.ringswarm.engine.work.coalesce;

/** A call that was in no batch: nothing has been sent for it. */
public final class CallRefusedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Why. */
    public enum Reason {
        /** As many calls wait as may. */
        FULL,
        /** The coalescer is closed. */
        CLOSED
    }

    /** Why. */
    private final Reason reason;

    CallRefusedException(Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    /**
     * Why it was refused.
     *
     * @return one of two reasons
     */
    public Reason reason() {
        return reason;
    }
}
