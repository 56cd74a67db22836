package io.ringswarm.harness.load.generate;

/** Is told of messages that were due and not sent. */
@FunctionalInterface
public interface UnsentListener {
    /** Index of a message of which it is not known any more. */
    long UNKNOWN = -1;

    /**
     * One message.
     *
     * @param index in the schedule, or {@link #UNKNOWN}
     * @param waitNs how long it had waited at the end
     */
    void unsent(long index, long waitNs);
}
