package io.ringswarm.harness.load.schedule;

/**
 * When each message of an open loop is due and who is to get it. Immutable, shared by the producers: with P of them,
 * producer p sends the messages p, p + P, p + 2P and so on. Times never depend on what has happened, so a stall delays
 * nothing but what fell into it.
 */
public interface Schedule {
    /** Type of a message that is a request, or of any message where there is only one kind. */
    int REQUEST = 0;

    /** Type of a message that is a generated token. */
    int TOKEN = 1;

    /** How many messages there are. */
    long count();

    /** How long it lasts, ns. Every message is due before its end. */
    long durationNs();

    /**
     * When a message is due.
     *
     * @param index 0 to {@link #count()} - 1
     * @return ns since the start; not below that of the message before
     */
    long dueNs(long index);

    /**
     * What numbers the receiver.
     *
     * @param index 0 to {@link #count()} - 1
     * @return 0 or more; the receiver is the agent of this number modulo the agents
     */
    long agent(long index);

    /**
     * What kind of message it is.
     *
     * @param index 0 to {@link #count()} - 1
     * @return {@link #REQUEST} or {@link #TOKEN}
     */
    int type(long index);

    /**
     * How many messages are due before a time.
     *
     * @param elapsedNs ns since the start
     * @return 0 to {@link #count()}
     */
    default long dueBefore(long elapsedNs) {
        long low = 0;
        long high = count();
        while (low < high) {
            long middle = (low + high) >>> 1;
            if (dueNs(middle) < elapsedNs) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
