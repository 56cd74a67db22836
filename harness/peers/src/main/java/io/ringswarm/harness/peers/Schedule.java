package io.ringswarm.harness.peers;

/**
 * When messages are due: number i of it at start + i * 1e9 / rate, whatever happens meanwhile. It begins anew once, at the
 * end of the warm-up, with the first message that was not sent then: what compilation has cost is no part of what is
 * measured. The sender's thread calls everything but {@link #requestRestart()}, which any thread may call.
 */
final class Schedule {
    private static final double NS_PER_SECOND = 1e9;

    private final double perSecond;
    private long startNs;
    private long first;
    private volatile boolean restartRequested;

    Schedule(double perSecond, long startNs) {
        this.perSecond = perSecond;
        this.startNs = startNs;
    }

    /** Begins anew when the sender comes to it next. */
    void requestRestart() {
        restartRequested = true;
    }

    /** When a message is due, ns of {@link System#nanoTime()}. */
    long dueNs(long number) {
        return startNs + (long) ((number - first) * NS_PER_SECOND / perSecond);
    }

    /** How many messages, from one on that has not been sent, are due at a time; at most so many. */
    int due(long unsent, int most, long nowNs) {
        if (restartRequested) {
            restartRequested = false;
            startNs = nowNs;
            first = unsent;
        }
        int due = 0;
        while (due < most && dueNs(unsent + due) - nowNs <= 0) {
            due++;
        }
        return due;
    }
}
