package io.ringswarm.engine.micrometer;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.ringswarm.engine.Engine;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Shows an engine's metrics in registries of Micrometer. Every meter has the tag {@code engine}, the engine's name.
 *
 * <table>
 *   <caption>Meters. Counters and latencies begin at the engine's launch</caption>
 *   <tr><th>name</th><th>tags</th><th>what</th></tr>
 *   <tr><td>{@code ringswarm.messages.created}</td><td></td><td>counter: messages that were accepted</td></tr>
 *   <tr><td>{@code ringswarm.messages}</td><td>{@code outcome}: handled, expired, shed, undelivered, dead; {@code reason}
 *       of the dead ones, else none</td><td>counter: messages that have ended</td></tr>
 *   <tr><td>{@code ringswarm.sends.refused}</td><td>{@code reason}: back_pressured, no_such_agent, too_large, closed</td>
 *       <td>counter: sends that never became messages</td></tr>
 *   <tr><td>{@code ringswarm.asks}</td><td>{@code outcome}: answered, expired, timed_out, cancelled, failed</td>
 *       <td>counter: asks that have ended</td></tr>
 *   <tr><td>{@code ringswarm.restarts}</td><td></td><td>counter: new instances that agents have got</td></tr>
 *   <tr><td>{@code ringswarm.queue.depth}</td><td>{@code shard}, {@code lane}</td><td>messages that wait in a ring</td></tr>
 *   <tr><td>{@code ringswarm.agents}</td><td>{@code shard}</td><td>agents that live</td></tr>
 *   <tr><td>{@code ringswarm.agents.suspended}</td><td>{@code shard}</td><td>agents that wait for room</td></tr>
 *   <tr><td>{@code ringswarm.agents.restarting}</td><td>{@code shard}</td><td>agents that wait for their next
 *       instance</td></tr>
 *   <tr><td>{@code ringswarm.messages.retained}</td><td></td><td>copies that agents have not released</td></tr>
 *   <tr><td>{@code ringswarm.memory.rings}</td><td></td><td>bytes of all rings</td></tr>
 *   <tr><td>{@code ringswarm.class.agents}</td><td>{@code class}</td><td>agents of a class that live</td></tr>
 *   <tr><td>{@code ringswarm.class.calls}</td><td>{@code class}</td><td>counter: messages, replies and timers that came to
 *       its handlers</td></tr>
 *   <tr><td>{@code ringswarm.response}, {@code ringswarm.transit}, {@code ringswarm.handling}</td><td>{@code class},
 *       {@code quantile}: 0.5, 0.95, 0.99, 0.999</td><td>latencies, seconds, three significant digits; NaN before the
 *       first one</td></tr>
 *   <tr><td>the same with {@code .max}</td><td>{@code class}</td><td>the longest, seconds</td></tr>
 * </table>
 *
 * <p>Response counts from when a message was due to its handler's entry, transit from when it was sent, handling from
 * entry to exit. Latencies are gauges over everything since the launch, not over the last interval: they show how a
 * release does, and move slowly after a day. All lambdas of one class share one value of {@code class}, as each JVM names
 * them anew. A class is shown at the latest by the second scrape after its first agent was spawned, {@code maxAge} apart.
 *
 * <p>The engine is asked at most once in {@code maxAge}, by the thread that reads a meter, which waits for up to
 * {@code patience}: one scrape, one question. What a shard did not tell in time is as it was told before.
 *
 * <p>May be bound to any number of registries. All methods may be called by any thread.
 */
public final class EngineMetricsBinder implements MeterBinder, AutoCloseable {
    /** How old what is shown may be, unless set. */
    public static final Duration DEFAULT_MAX_AGE = Duration.ofSeconds(1);

    /** How long a scrape waits for shards whose agent does not return, unless set. */
    public static final Duration DEFAULT_PATIENCE = Duration.ofMillis(100);

    private final Snapshots<Snapshot> snapshots;
    private final Tags tags;
    private final List<EngineMeters> bound = new CopyOnWriteArrayList<>();

    /**
     * With no further tags and the defaults.
     *
     * @param engine whose metrics to show
     */
    public EngineMetricsBinder(Engine engine) {
        this(engine, Tags.empty(), DEFAULT_MAX_AGE, DEFAULT_PATIENCE);
    }

    /**
     * With everything as given.
     *
     * @param engine whose metrics to show
     * @param tags added to every meter
     * @param maxAge how old what is shown may be, by the engine's clock; zero to ask the engine for every meter
     * @param patience how long to wait for shards whose agent does not return; zero for not at all
     * @throws IllegalArgumentException when a duration is negative
     */
    public EngineMetricsBinder(Engine engine, Iterable<Tag> tags, Duration maxAge, Duration patience) {
        Objects.requireNonNull(engine, "engine");
        this.tags = Tags.of(tags).and("engine", engine.config().name());
        snapshots = new Snapshots<>(
                () -> Snapshot.of(engine.metrics(patience)),
                Snapshot::atNs,
                engine.config().clock(),
                Durations.notNegative("maxAge", maxAge),
                this::onNews);
        Durations.notNegative("patience", patience);
    }

    /**
     * Registers the meters. They keep the engine reachable until {@link #close()}.
     *
     * @param registry where to
     */
    @Override
    public void bindTo(MeterRegistry registry) {
        EngineMeters meters = new EngineMeters(registry, tags, snapshots);
        meters.bind(snapshots.latest());
        bound.add(meters);
    }

    /** Removes the meters from every registry. To be called once the last scrape may miss them; the engine is left alone. */
    @Override
    public void close() {
        for (EngineMeters meters : bound) {
            bound.remove(meters);
            meters.close();
        }
    }

    private void onNews(Snapshot news) {
        bound.forEach(meters -> meters.bindClasses(news));
    }
}
