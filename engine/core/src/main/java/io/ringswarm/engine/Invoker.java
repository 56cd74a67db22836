package io.ringswarm.engine;

import io.ringswarm.engine.delivery.Shard;
import io.ringswarm.engine.timing.TimeLimit;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

/** Runs shards that have no threads, turn by turn, on the thread that calls. Any thread, one at a time. */
final class Invoker {
    /** Turns without work after which nothing will change by itself: what one shard does, another may need a turn to see. */
    private static final int IDLE_TURNS = 3;

    private final List<Shard> shards;
    private final AtomicReference<Thread> running = new AtomicReference<>();
    private final boolean[] ended;

    Invoker(List<Shard> shards) {
        this.shards = shards;
        ended = new boolean[shards.size()];
    }

    /** Whether the calling thread is inside {@link #invoke()}. */
    boolean isInvoking() {
        return running.get() == Thread.currentThread();
    }

    int invoke() {
        if (!running.compareAndSet(null, Thread.currentThread())) {
            throw new IllegalStateException("thread=" + running.get()
                    + " runs the shards already (expected: one thread at a time, and not from an agent)");
        }
        try {
            int work = 0;
            for (int i = 0; i < ended.length; i++) {
                work += ended[i] ? 0 : turn(i);
            }
            return work;
        } finally {
            running.set(null);
        }
    }

    /** When a shard will have something to do by itself. On the thread that runs the shards. */
    long nextDueNs() {
        long nextNs = TimeLimit.NEVER;
        for (int i = 0; i < ended.length; i++) {
            nextNs = ended[i] ? nextNs : TimeLimit.earlier(nextNs, shards.get(i).nextDueNs());
        }
        return nextNs;
    }

    /** Runs the shards until they have all ended, nothing happens any more, or the time is over. */
    void runToEnd(long deadlineNs) {
        int idleTurns = 0;
        while (idleTurns < IDLE_TURNS && System.nanoTime() - deadlineNs < 0) {
            idleTurns = invoke() > 0 ? 0 : idleTurns + 1;
        }
    }

    /** Lets the shards give what they have recorded, without a turn. */
    void swapRecorders() {
        shards.forEach(shard -> shard.recorder().swapIfRequested());
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
