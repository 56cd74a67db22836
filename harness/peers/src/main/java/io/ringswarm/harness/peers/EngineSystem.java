package io.ringswarm.harness.peers;

import io.ringswarm.engine.Engine;
import io.ringswarm.engine.EngineContext;
import io.ringswarm.engine.metrics.LatencyHistograms;
import java.time.Duration;
import java.util.Arrays;

/** An engine with agents that keep tallies, sent to through its public face. */
abstract class EngineSystem implements PeerSystem {
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Engine engine;
    private final Tally[] tallies;

    EngineSystem(EngineContext context, Tally[] tallies) {
        engine = Engine.launch(context);
        this.tallies = tallies;
    }

    final Engine engine() {
        return engine;
    }

    @Override
    public final String version() {
        return LibraryVersion.of(Engine.class);
    }

    @Override
    public final void collectLatency(LatencyHistograms into) {
        if (!engine.collectLatency(into, PATIENCE)) {
            throw new SystemFailedException("a shard did not give its latencies within " + PATIENCE);
        }
    }

    @Override
    public final long outOfPlace() {
        return Arrays.stream(tallies).mapToLong(Tally::outOfPlace).sum();
    }

    @Override
    public final void close() {
        engine.close();
    }
}
