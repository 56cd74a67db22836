package io.ringswarm.harness.load.measure;

import io.ringswarm.harness.load.scenario.InvalidInputException;
import io.ringswarm.harness.load.scenario.ScenarioConfig;
import java.util.BitSet;
import net.openhft.affinity.Affinity;

/** Which core each thread of a run is tied to, when that was asked for: shards first, then producers. Immutable. */
final class CorePlan {
    private final int shards;
    private final int[] cores;

    private CorePlan(int shards, int[] cores) {
        this.shards = shards;
        this.cores = cores;
    }

    /**
     * Plans for a scenario.
     *
     * @throws InvalidInputException when threads are to be tied and there are fewer cores than threads
     */
    static CorePlan of(ScenarioConfig config) {
        if (!config.pin()) {
            return new CorePlan(0, new int[0]);
        }
        BitSet allowed = Affinity.getAffinity();
        int threads = config.shards() + config.producers();
        if (threads > allowed.cardinality()) {
            throw InvalidInputException.of(
                    "pin",
                    true,
                    "a core for each of the " + threads + " shards and producers, and this process has "
                            + allowed.cardinality());
        }
        return new CorePlan(config.shards(), allowed.stream().limit(threads).toArray());
    }

    Runnable shard(int shard, Runnable task) {
        return tied(shard, task);
    }

    Runnable producer(int producer, Runnable task) {
        return tied(shards + producer, task);
    }

    private Runnable tied(int thread, Runnable task) {
        if (cores.length == 0) {
            return task;
        }
        return () -> {
            Affinity.setAffinity(cores[thread]);
            task.run();
        };
    }
}
