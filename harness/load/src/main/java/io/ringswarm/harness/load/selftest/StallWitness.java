package io.ringswarm.harness.load.selftest;

/**
 * What happened in a run, seen by those who made it happen and without asking what is tested: when each message came to its
 * handler, when the generator did not get on, and when the stall was. All times are of {@link System#nanoTime()}.
 *
 * <p>The generator's thread and the shards' threads write, each its own part; read once the run is over.
 */
final class StallWitness {
    /** Of the agent whose handler stalls. */
    static final int STALLED_SHARD = 0;

    private static final double NS_PER_SECOND = 1e9;

    private final long[] enteredNs;
    private final boolean[] entered;
    private volatile boolean started;
    private volatile long startNs;
    private volatile Thread generator;
    private volatile Stall stall;
    private long lastLookNs;
    private Stall longestGap = new Stall(0, 0);
    private Stall secondGap = new Stall(0, 0);

    StallWitness(int messages) {
        enteredNs = new long[messages];
        entered = new boolean[messages];
    }

    /** A time in which something stood still. */
    record Stall(long fromNs, long toNs) {
        long lengthNs() {
            return toNs - fromNs;
        }
    }

    /** When a message is due after the start, whatever any schedule says. */
    static long dueNs(long index) {
        return (long) (index * NS_PER_SECOND / SelfTestPlan.RATE_PER_SECOND);
    }

    static int shardOf(int index) {
        return index % SelfTestPlan.AGENTS % SelfTestPlan.SHARDS;
    }

    /** A shard's thread: a message has come. Its due time is believed of the very first one only. */
    void entered(int index, long saidToBeDueNs) {
        long nowNs = System.nanoTime();
        if (index == 0 && !started) {
            startNs = saidToBeDueNs;
            started = true;
        }
        if (index < entered.length) {
            enteredNs[index] = nowNs;
            entered[index] = true;
        }
    }

    /** The generator's thread: looks when a message is due, as it does all the time. Others' looks do not count. */
    boolean generatorLooks() {
        Thread thread = Thread.currentThread();
        if (generator == null) {
            generator = thread;
            lastLookNs = System.nanoTime();
        }
        if (generator != thread) {
            return false;
        }
        long nowNs = started ? System.nanoTime() : lastLookNs; // before, it waits for the start
        if (nowNs - lastLookNs > longestGap.lengthNs()) {
            secondGap = longestGap;
            longestGap = new Stall(lastLookNs, nowNs);
        } else if (nowNs - lastLookNs > secondGap.lengthNs()) {
            secondGap = new Stall(lastLookNs, nowNs);
        }
        return true;
    }

    /** The generator's thread: it has looked, and goes on. */
    void generatorGoesOn() {
        lastLookNs = System.nanoTime();
    }

    /** The thread that stalled. Where several do, what they have in common. */
    synchronized void stalled(long fromNs, long toNs) {
        Stall before = stall;
        stall = before == null
                ? new Stall(fromNs, toNs)
                : new Stall(Math.max(before.fromNs, fromNs), Math.min(before.toNs, toNs));
    }

    boolean isStarted() {
        return started;
    }

    long startNs() {
        return startNs;
    }

    /** The stall; null when there was none. */
    Stall stall() {
        return stall;
    }

    /** The longest time in which the generator's thread did not look, but for a stall that it reported itself. */
    Stall longestGap() {
        return longestGap;
    }

    /** The longest but one. */
    Stall secondGap() {
        return secondGap;
    }

    int messages() {
        return entered.length;
    }

    /** How many messages came. */
    long arrived() {
        long count = 0;
        for (boolean one : entered) {
            count += one ? 1 : 0;
        }
        return count;
    }

    boolean hasEntered(int index) {
        return entered[index];
    }

    /** When a message came, after the start. */
    long enteredNs(int index) {
        return enteredNs[index] - startNs;
    }
}
