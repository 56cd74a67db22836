package io.ringswarm.engine;

import io.ringswarm.engine.timing.TimeLimit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;

/**
 * One use of {@link Engine#spawnInWaves}. Its steps follow one another: a wave is begun on the executor, and ended by the thread
 * that has made its last agent, or by the timer when one is late, for then the executor may have no thread left.
 */
final class WaveSpawning {
    private final Agents agents;
    private final int size;
    private final long pauseNs;
    private final long timeoutNs;
    private final Executor executor;
    private final int count;
    private final IntFunction<String> names;
    private final AgentOptions options;
    private final IntFunction<? extends Agent> factory;
    private final List<AgentRef> spawned = new ArrayList<>();
    private final AtomicInteger toBegin = new AtomicInteger();
    private final CompletableFuture<List<AgentRef>> result = new CompletableFuture<>();

    WaveSpawning(
            Agents agents,
            SpawnWaves waves,
            int count,
            IntFunction<String> names,
            AgentOptions options,
            IntFunction<? extends Agent> factory) {
        if (count < 0) {
            throw new IllegalArgumentException("count=" + count + " (expected: 0 or more)");
        }
        this.agents = agents;
        size = waves.size();
        pauseNs = TimeLimit.ns(waves.pause());
        timeoutNs = TimeLimit.ns(waves.timeout());
        executor = waves.executor();
        this.count = count;
        this.names = names;
        this.options = options;
        this.factory = factory;
    }

    CompletableFuture<List<AgentRef>> begin() {
        nextWave();
        return result;
    }

    /** Begins a wave; one that is begun during this, as an executor has run it at once, begins when this has returned to here. */
    private void nextWave() {
        if (toBegin.getAndIncrement() == 0) {
            do {
                try {
                    executor.execute(this::wave);
                } catch (Throwable e) {
                    fail(e);
                }
            } while (toBegin.decrementAndGet() > 0);
        }
    }

    private void wave() {
        int from = spawned.size();
        if (from == count || result.isDone()) {
            finish();
            return;
        }
        List<CompletableFuture<Agent>> making = new ArrayList<>();
        try {
            for (int i = from; i < Math.min(count, from + size); i++) {
                int index = i;
                making.add(CompletableFuture.supplyAsync(() -> factory.apply(index), executor));
            }
        } catch (Throwable e) {
            fail(e);
            return;
        }
        CompletableFuture.allOf(making.toArray(CompletableFuture[]::new))
                .orTimeout(timeoutNs, TimeUnit.NANOSECONDS)
                .whenComplete((nothing, thrown) -> waveEnded(from, making, thrown));
    }

    private void waveEnded(int from, List<CompletableFuture<Agent>> making, Throwable thrown) {
        try {
            if (thrown != null) {
                fail(thrown instanceof TimeoutException ? late(from, making) : causeOf(thrown));
                return;
            }
            for (int i = 0; i < making.size(); i++) {
                int index = from + i;
                Agent agent = making.get(i).join();
                spawned.add(agents.spawnMade(names.apply(index), options, agent, () -> factory.apply(index)));
            }
            if (pauseNs == 0 || spawned.size() == count) {
                nextWave();
            } else {
                CompletableFuture.delayedExecutor(pauseNs, TimeUnit.NANOSECONDS, Runnable::run)
                        .execute(this::nextWave);
            }
        } catch (Throwable e) {
            fail(e);
        }
    }

    private void finish() {
        if (!result.complete(List.copyOf(spawned))) {
            endAll();
        }
    }

    private void fail(Throwable cause) {
        endAll();
        result.completeExceptionally(cause);
    }

    private void endAll() {
        spawned.forEach(agent -> agents.end(new AgentEnd(agent, AgentEnd.How.STOPPED, null)));
    }

    private TimeoutException late(int from, List<CompletableFuture<Agent>> making) {
        List<String> missing = new ArrayList<>();
        for (int i = 0; i < making.size(); i++) {
            if (!making.get(i).isDone()) {
                missing.add(names.apply(from + i));
            }
        }
        return new TimeoutException(
                "timeout=" + timeoutNs + " ns: not made in time " + missing + " (what they make later is dropped)");
    }

    private static Throwable causeOf(Throwable thrown) {
        return thrown instanceof CompletionException && thrown.getCause() != null ? thrown.getCause() : thrown;
    }
}
