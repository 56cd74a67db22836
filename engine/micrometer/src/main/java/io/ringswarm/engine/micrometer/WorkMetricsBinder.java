package io.ringswarm.engine.micrometer;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.ringswarm.engine.work.Work;
import io.ringswarm.engine.work.WorkCounters;
import io.ringswarm.engine.work.profile.WorkerProfile;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Shows a work's metrics in registries of Micrometer. Needs {@code ringswarm-engine-work}, which this module brings to nobody: who
 * has a {@link Work} has it, and without it this class is not to be used; {@link EngineMetricsBinder} never loads it. Every meter has
 * the tags {@code engine} and {@code work}, the engine's and the work's name.
 *
 * <table>
 *   <caption>Meters of a work. Counters begin when it is opened</caption>
 *   <tr><th>name</th><th>tags</th><th>what</th></tr>
 *   <tr><td>{@code ringswarm.work.submitted}</td><td></td><td>counter: tasks that were submitted</td></tr>
 *   <tr><td>{@code ringswarm.work.tasks}</td><td>{@code outcome}: succeeded, failed, expired, cancelled, rejected; {@code reason}:
 *       the end's {@linkplain io.ringswarm.engine.work.TaskEnd#reasons() reasons}</td><td>counter: tasks that have ended</td></tr>
 *   <tr><td>{@code ringswarm.work.open}</td><td></td><td>tasks that have not ended</td></tr>
 *   <tr><td>{@code ringswarm.work.in.hand}</td><td></td><td>of these, in workers' hands</td></tr>
 *   <tr><td>{@code ringswarm.work.started}</td><td></td><td>counter: attempts that workers were handed</td></tr>
 *   <tr><td>{@code ringswarm.work.retried}</td><td></td><td>counter: of these, not their task's first</td></tr>
 *   <tr><td>{@code ringswarm.work.duplicate.completions}</td><td></td><td>counter: completions that were discarded</td></tr>
 *   <tr><td>{@code ringswarm.work.cache}</td><td>{@code result}: hit, miss</td><td>counter: tasks that got another one's result,
 *       by content or by key; cacheable tasks that had to be done</td></tr>
 *   <tr><td>{@code ringswarm.work.moved}</td><td>{@code reason}: rebalanced, stolen, evacuated</td><td>counter: tasks taken from the
 *       worker that they were meant for</td></tr>
 *   <tr><td>{@code ringswarm.work.circuit.trips}</td><td></td><td>counter: how often a worker's circuit has opened</td></tr>
 *   <tr><td>{@code ringswarm.work.unheard.ends}</td><td></td><td>counter: ends that nobody waited for any more</td></tr>
 *   <tr><td>{@code ringswarm.work.forgotten.keys}</td><td></td><td>counter: idempotency keys forgotten before their time</td></tr>
 *   <tr><td>{@code ringswarm.work.strategy.faults}</td><td></td><td>counter: choices of the strategy that threw or could not be
 *       followed</td></tr>
 *   <tr><td>{@code ringswarm.work.profiles.age}</td><td></td><td>how old at most what follows is, seconds; NaN before the first
 *       answer</td></tr>
 * </table>
 *
 * <table>
 *   <caption>Meters of each worker, with the tag {@code worker}, its name. They begin when it is hired</caption>
 *   <tr><th>name</th><th>tags</th><th>what</th></tr>
 *   <tr><td>{@code ringswarm.work.worker.state}</td><td>{@code state}: active, draining, retired</td><td>1 for the one that it is
 *       in, else 0</td></tr>
 *   <tr><td>{@code ringswarm.work.worker.slots}</td><td>{@code state}: free, busy, lost</td><td>slots; lost are those of attempts
 *       that were given up and have not returned</td></tr>
 *   <tr><td>{@code ringswarm.work.worker.queued}</td><td></td><td>tasks that wait for it</td></tr>
 *   <tr><td>{@code ringswarm.work.worker.load}</td><td></td><td>0 to 100, {@link WorkerProfile#loadScore()}</td></tr>
 *   <tr><td>{@code ringswarm.work.worker.ended}</td><td></td><td>counter: attempts that it was handed and that have ended</td></tr>
 *   <tr><td>{@code ringswarm.work.worker.success}</td><td></td><td>0 to 1, {@link WorkerProfile#successRate()}</td></tr>
 *   <tr><td>{@code ringswarm.work.worker.efficiency}</td><td></td><td>0 to 1, {@link WorkerProfile#efficiency()}</td></tr>
 *   <tr><td>{@code ringswarm.work.worker.time}</td><td>{@code quantile}: 0.95</td><td>how long tasks that succeed take, of the last
 *       1,024 to 32,768, seconds; NaN before the first one</td></tr>
 *   <tr><td>{@code ringswarm.work.worker.time.mean}</td><td></td><td>the same on average, of all, seconds</td></tr>
 * </table>
 *
 * <p>No scrape waits. {@link Work#counters()} is read at most once in {@code maxAge}, by the thread that reads a meter. With that the
 * desk is asked for the {@linkplain Work#profiles() profiles} of its workers, unless an answer is still to come, and the meters of
 * workers show the last answer there is: as a rule what was asked for by the scrape before, so that it is as old as scrapes are apart,
 * and older by as much as the desk's shard is late. {@code ringswarm.work.profiles.age} tells; a desk that does not answer lets it grow. A
 * worker is shown from the answer on that names it, so at the latest by the second scrape after it was hired; its meters are removed
 * with the first answer that does not name it any more, and with the first one after the work has been closed.
 *
 * <p>A worker has 13 meters. Where there are thousands of workers, deny {@code ringswarm.work.worker} by a filter of the registry.
 *
 * <p>May be bound to any number of registries. All methods may be called by any thread. Meters of workers are registered and removed
 * by the thread that has the answer, which is one of the engine's completion executor.
 */
public final class WorkMetricsBinder implements MeterBinder, AutoCloseable {
    /** How old the counters that are shown may be, unless set. */
    public static final Duration DEFAULT_MAX_AGE = Duration.ofSeconds(1);

    private final Snapshots<WorkSnapshot> snapshots;
    private final WorkProfiles profiles;
    private final Tags tags;
    private final List<WorkMeters> bound = new CopyOnWriteArrayList<>();

    /**
     * With no further tags and the default.
     *
     * @param work whose metrics to show
     */
    public WorkMetricsBinder(Work work) {
        this(work, Tags.empty(), DEFAULT_MAX_AGE);
    }

    /**
     * With everything as given.
     *
     * @param work whose metrics to show
     * @param tags added to every meter
     * @param maxAge how old the {@link WorkCounters} that are shown may be, and how far apart questions for profiles are at the least, by
     *     the engine's clock; zero to ask for every meter
     * @throws IllegalArgumentException when the duration is negative
     */
    public WorkMetricsBinder(Work work, Iterable<Tag> tags, Duration maxAge) {
        Objects.requireNonNull(work, "work");
        this.tags = Tags.of(tags).and("engine", work.engine().config().name()).and("work", work.name());
        profiles = new WorkProfiles(work, this::onProfiles);
        snapshots = new Snapshots<>(
                () -> WorkSnapshot.of(work),
                WorkSnapshot::atNs,
                work.engine().config().clock(),
                Durations.notNegative("maxAge", maxAge),
                news -> profiles.ask());
    }

    /**
     * Registers the meters. They keep the work reachable until {@link #close()}.
     *
     * @param registry where to
     */
    @Override
    public void bindTo(MeterRegistry registry) {
        WorkMeters meters = new WorkMeters(registry, tags, snapshots, profiles);
        meters.bind();
        bound.add(meters);
        snapshots.latest();
        profiles.tell();
    }

    /** Removes the meters from every registry. To be called when the work is closed, or before; the work is left alone. */
    @Override
    public void close() {
        for (WorkMeters meters : bound) {
            bound.remove(meters);
            meters.close();
        }
    }

    private void onProfiles(List<WorkerProfile> news) {
        bound.forEach(meters -> meters.showWorkers(news));
    }
}
