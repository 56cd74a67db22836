package io.ringswarm.engine;

import io.ringswarm.engine.delivery.Shard;
import io.ringswarm.engine.metrics.KindHistograms;
import io.ringswarm.engine.metrics.LatencyHistograms;
import io.ringswarm.engine.metrics.LatencyRecorder;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/** The one reader of the shards' recorders: exchanges histograms with each and adds them up. */
final class LatencyCollector {
    private static final long POLL_NS = 50_000;

    private final List<Shard> shards;
    private final KindHistograms[] spare;
    private final KindHistograms[] totals;
    private final LatencyHistograms pending = new LatencyHistograms();
    private final boolean[] asked;
    private final boolean[] askedEarlier;

    LatencyCollector(List<Shard> shards) {
        this.shards = shards;
        spare = new KindHistograms[shards.size()];
        totals = new KindHistograms[shards.size()];
        Arrays.setAll(totals, i -> new KindHistograms());
        asked = new boolean[shards.size()];
        askedEarlier = new boolean[shards.size()];
    }

    /** Moves what was recorded since the last call. */
    synchronized boolean collect(LatencyHistograms into, long patienceNs, Invoker invoker) {
        into.add(pending);
        pending.reset();
        return gatherAll(into, patienceNs, invoker);
    }

    /**
     * Adds up what was recorded since the launch. What is new in it is kept for {@link #collect}, too.
     *
     * @param copies gets a copy for each shard
     */
    synchronized boolean total(List<KindHistograms> copies, long patienceNs, Invoker invoker) {
        boolean complete = gatherAll(pending, patienceNs, invoker);
        for (KindHistograms total : totals) {
            KindHistograms copy = new KindHistograms();
            copy.add(total);
            copies.add(copy);
        }
        return complete;
    }

    private boolean gatherAll(LatencyHistograms into, long patienceNs, Invoker invoker) {
        for (int i = 0; i < asked.length; i++) {
            askedEarlier[i] = asked[i];
            ask(i);
        }
        long giveUpNs = System.nanoTime() + patienceNs;
        boolean complete = swapAndGather(into, invoker) || swapAndGather(into, invoker);
        while (!complete && System.nanoTime() - giveUpNs < 0) {
            LockSupport.parkNanos(POLL_NS);
            complete = swapAndGather(into, invoker);
        }
        return complete;
    }

    /** Shards without threads give what they have at once, so that one call brings what an earlier one asked for, the next the rest. */
    private boolean swapAndGather(LatencyHistograms into, Invoker invoker) {
        if (invoker != null) {
            invoker.swapRecorders();
        }
        return gather(into);
    }

    private void ask(int index) {
        if (!asked[index]) {
            asked[index] = true;
            Shard shard = shards.get(index);
            KindHistograms empty = spare[index] != null ? spare[index] : new KindHistograms();
            spare[index] = null;
            shard.recorder().requestSwap(empty);
            shard.wake();
        }
    }

    private boolean gather(LatencyHistograms into) {
        boolean complete = true;
        for (int i = 0; i < asked.length; i++) {
            LatencyRecorder recorder = shards.get(i).recorder();
            boolean finished = recorder.isFinished();
            KindHistograms given = recorder.takeSwapped();
            if (given != null) {
                given.addTo(into);
                totals[i].add(given);
                given.reset();
                spare[i] = given;
            }
            asked[i] &= given == null && !finished;
            if (askedEarlier[i] && !asked[i] && !finished) {
                askedEarlier[i] = false;
                ask(i); // what it gave now ends where an earlier call had asked, and more has been recorded since
            }
            complete &= !asked[i];
        }
        return complete;
    }
}
