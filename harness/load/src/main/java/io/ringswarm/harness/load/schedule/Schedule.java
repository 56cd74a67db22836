package io.ringswarm.harness.load.schedule;

/**
 * When each message of an open loop is due and who is to get it. Shared by the producers: with P of them, producer p sends
 * the messages p, p + P, p + 2P and so on. Times never depend on what has happened, so a stall delays nothing but what fell
 * into it.
 *
 * <p>Any number of threads may ask at once, each for any message in any order, and all get the same answers; none waits for
 * another. To ask for one message after the other costs a time that does not grow with the schedule, and allocates nothing
 * once a thread has asked. Times are exact to a nanosecond over 30 days: none is the sum of those before.
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
     * @return 0 or more; the receiver is the agent of this number modulo the agents. Unless said otherwise they take turns
     */
    default long agent(long index) {
        return index;
    }

    /**
     * What kind of message it is.
     *
     * @param index 0 to {@link #count()} - 1
     * @return {@link #REQUEST}, unless said otherwise, or {@link #TOKEN}
     */
    default int type(long index) {
        return REQUEST;
    }

    /**
     * Another schedule, for the warm-up before this one: as many messages per second as this one has on average, found by the
     * same code wherever that is possible, so that none of it runs for the first time while it is measured. The rate hardly
     * changes from one half second to the next. Unless said otherwise messages are evenly spread.
     *
     * @param durationNs how long it is to last, above 0
     * @return a schedule; it may end early where there is no memory for so many messages
     */
    default Schedule forWarmUp(long durationNs) {
        return new ConstantSchedule(Math.max(1, count() * 1e9 / durationNs()), durationNs);
    }

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
