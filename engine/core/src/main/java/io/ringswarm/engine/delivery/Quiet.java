package io.ringswarm.engine.delivery;

import io.ringswarm.engine.metrics.EngineCounters;
import io.ringswarm.engine.metrics.SenderLedger;
import io.ringswarm.engine.metrics.ShardCounters;
import java.lang.invoke.VarHandle;
import java.util.List;

/**
 * Tells whether a closing engine has nothing under way any more, so that its shards may end. Everything that ended is
 * summed up before everything that was created: equal sums mean that nothing was under way at the moment in between; and
 * as nothing comes from outside any more and agents act only when called, nothing will be. A shard that calls an agent
 * without a message under way (a timer, an ask that ended without an answer) counts that as created, then issues a full
 * fence, before the agent can send. At the end of a batch agents may send, too, though their messages have ended: whether
 * one is open is looked at in between, as it opens before its messages end and closes after everything was counted. What a
 * dead shard has left behind is not under way, and what is claimed in the ring of one that has ended holds no message. Any
 * thread.
 */
final class Quiet {
    private final SenderLedger senders;
    private final List<Shard> shards;
    private final List<ShardCounters> counters;

    Quiet(SenderLedger senders, List<Shard> shards) {
        this.senders = senders;
        this.shards = shards;
        counters = shards.stream().map(Shard::counters).toList();
    }

    boolean isQuiet() {
        VarHandle.fullFence();
        long deadEnd = 0;
        for (Shard shard : shards) {
            if (shard.isDead()) {
                deadEnd += shard.countRemaining();
            } else if (!shard.hasEnded() && !shard.areRingsDrained()) {
                return false;
            }
        }
        long ended = EngineCounters.ended(counters);
        for (Shard shard : shards) {
            if (shard.isBatchOpen() && !shard.isDead()) {
                return false;
            }
        }
        return EngineCounters.created(senders) - ended == deadEnd;
    }
}
