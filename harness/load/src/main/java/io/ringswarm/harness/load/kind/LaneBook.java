package io.ringswarm.harness.load.kind;

import io.ringswarm.engine.Priority;
import io.ringswarm.harness.load.generate.Mix;
import io.ringswarm.harness.load.generate.Offerer;
import io.ringswarm.harness.load.workload.LaneTimes;
import io.ringswarm.harness.load.workload.LaneWatch;
import java.util.List;
import org.HdrHistogram.Histogram;

/** What producers and shards have noted of one lane. Any thread may take the responses, one at a time. */
public final class LaneBook {
    private final Priority priority;
    private final Mix mix;
    private final List<LaneTimes> shards;
    private final List<Offerer> producers;
    private long enteredBefore;

    LaneBook(Priority priority, Mix mix, List<LaneTimes> shards, List<Offerer> producers) {
        this.priority = priority;
        this.mix = mix;
        this.shards = shards;
        this.producers = producers;
    }

    /** The lane. */
    public Priority priority() {
        return priority;
    }

    /** Whether a message of the schedule is for this lane. */
    public boolean isOfLane(long index) {
        return mix.strands().get(mix.strandOf(index)).priority() == priority;
    }

    /** Messages accepted in this phase. */
    public long accepted() {
        return sum(true);
    }

    /** Messages refused in this phase. */
    public long refused() {
        return sum(false);
    }

    /** Messages that handlers began with in this phase. */
    public long entered() {
        return shards.stream().mapToLong(shard -> shard.entered(priority)).sum() - enteredBefore;
    }

    /** The most messages of other lanes that a message of this one is known to have waited for on any shard. */
    public long longestWait() {
        return shards.stream()
                .mapToLong(shard -> shard.watch().longest(priority))
                .max()
                .orElse(0);
    }

    /** What {@link #longestWait()} must not exceed. */
    public long waitBound() {
        return LaneWatch.bound(priority);
    }

    /** Moves the responses since the last call out of here. */
    public void takeResponses(Histogram into) {
        shards.forEach(shard -> shard.responses(priority).take(into));
    }

    /** Makes ready for another phase, while the engine is quiet. */
    public void reset() {
        enteredBefore += entered();
        shards.forEach(shard -> shard.watch().reset());
        shards.forEach(shard -> shard.responses(priority).reset());
    }

    private long sum(boolean accepted) {
        long sum = 0;
        for (int strand = 0; strand < mix.strands().size(); strand++) {
            if (mix.strands().get(strand).priority() == priority) {
                for (Offerer producer : producers) {
                    sum += accepted ? producer.accepted(strand) : producer.refused(strand);
                }
            }
        }
        return sum;
    }
}
