package io.ringswarm.engine;

import io.ringswarm.engine.delivery.Shard;
import io.ringswarm.engine.timing.TimeLimit;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;

/**
 * Runs shards that have no threads, turn by turn, on the thread that calls. Any thread, one at a time; only who closes may
 * come while another one runs them, and then waits for it.
 */
final class Invoker {
    /** Turns without work after which nothing will change by itself: what one shard does, another may need a turn to see. */
    private static final int IDLE_TURNS = 3;

    /** How long a closing thread parks while another one is inside, ns. */
    private static final long BUSY_PARK_NS = 50_000;

    private final List<Shard> shards;
    private final AtomicReference<Thread> running = new AtomicReference<>();
    private final AtomicBoolean swapping = new AtomicBoolean();
    private final boolean[] ended;
    private volatile Thread closer;

    Invoker(List<Shard> shards) {
        this.shards = shards;
        ended = new boolean[shards.size()];
    }

    /** Whether the calling thread is inside {@link #invoke()}. */
    boolean isInvoking() {
        return running.get() == Thread.currentThread();
    }

    /** The thread that runs the shards at this moment, or null. Any thread. */
    Thread running() {
        return running.get();
    }

    int invoke() {
        Thread other = running.compareAndExchange(null, Thread.currentThread());
        if (other == null) {
            return runTurns();
        }
        if (other == closer && other != Thread.currentThread()) {
            return 0;
        }
        throw new IllegalStateException(
                "thread=" + other + " runs the shards already (expected: one thread at a time, and not from an agent)");
    }

    /** When a shard will have something to do by itself. On the thread that runs the shards. */
    long nextDueNs() {
        long nextNs = TimeLimit.NEVER;
        for (int i = 0; i < ended.length; i++) {
            nextNs = ended[i] ? nextNs : TimeLimit.earlier(nextNs, shards.get(i).nextDueNs());
        }
        return nextNs;
    }

    /**
     * Runs the shards until they have all ended, nothing happens any more, or the time is over. Waits for a thread that is
     * inside.
     */
    void runToEnd(long deadlineNs) {
        closer = Thread.currentThread();
        int idleTurns = 0;
        while (idleTurns < IDLE_TURNS && System.nanoTime() - deadlineNs < 0) {
            if (running.compareAndSet(null, closer)) {
                idleTurns = runTurns() > 0 ? 0 : idleTurns + 1;
            } else {
                LockSupport.parkNanos(this, BUSY_PARK_NS);
            }
        }
    }

    /** Lets the shards give what they have recorded, without a turn; one that is being run does so at its turn's end. */
    void swapRecorders() {
        swapping.set(true);
        try {
            if (running.get() == null) {
                shards.forEach(shard -> shard.recorder().swapIfRequested());
            }
        } finally {
            swapping.set(false);
        }
    }

    private int runTurns() {
        try {
            while (swapping.get()) {
                Thread.onSpinWait(); // a few instructions
            }
            int work = 0;
            for (int i = 0; i < ended.length; i++) {
                work += ended[i] ? 0 : turn(i);
            }
            return work;
        } finally {
            running.set(null);
        }
    }

    private int turn(int index) {
        Shard shard = shards.get(index);
        shard.begin();
        int work = shard.isOver() ? 0 : shard.turn();
        shard.pause();
        if (shard.isOver()) {
            ended[index] = true;
            shard.end();
        }
        return work;
    }
}
