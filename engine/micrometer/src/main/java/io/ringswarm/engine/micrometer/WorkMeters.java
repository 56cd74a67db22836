package io.ringswarm.engine.micrometer;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.ringswarm.engine.work.EndReason;
import io.ringswarm.engine.work.TaskEnd;
import io.ringswarm.engine.work.WorkCounters;
import io.ringswarm.engine.work.profile.WorkerProfile;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/** The meters of one work in one registry. Workers are shown by one thread at a time, the rest is for any. */
final class WorkMeters {
    private static final String TASKS = "tasks";
    private static final String ATTEMPTS = "attempts";
    private static final String REASON = "reason";

    private final MeterSet meters;
    private final Tags tags;
    private final Snapshots<WorkSnapshot> snapshots;
    private final WorkProfiles profiles;
    private final Map<String, WorkerMeters> workers = new HashMap<>();

    WorkMeters(MeterRegistry registry, Tags tags, Snapshots<WorkSnapshot> snapshots, WorkProfiles profiles) {
        meters = new MeterSet(registry);
        this.tags = tags;
        this.snapshots = snapshots;
        this.profiles = profiles;
    }

    void bind() {
        bindTasks();
        bindAttempts();
        bindRouting();
        meters.gauge(
                "ringswarm.work.profiles.age",
                "seconds",
                "How old at most the figures of the workers are",
                tags,
                () -> {
                    snapshots.latest();
                    return profiles.ageSeconds();
                });
    }

    /** Adds the meters of workers that have come, and removes those of workers that have left. */
    void showWorkers(List<WorkerProfile> news) {
        // a worker may have come under the name of one whose end the desk has not heard of yet
        Map<String, WorkerProfile> there =
                news.stream().collect(Collectors.toMap(WorkerProfile::name, profile -> profile, (one, other) -> other));
        workers.entrySet().removeIf(worker -> {
            boolean gone = !there.containsKey(worker.getKey());
            if (gone) {
                worker.getValue().remove();
            }
            return gone;
        });
        there.forEach((name, profile) -> {
            WorkerMeters known = workers.get(name);
            if (known != null) {
                known.show(profile);
            } else if (!meters.isClosed()) {
                workers.put(name, new WorkerMeters(meters, tags.and("worker", name), profile, snapshots::latest));
            }
        });
    }

    void close() {
        meters.close();
    }

    private void bindTasks() {
        counter("ringswarm.work.submitted", TASKS, "Tasks that were submitted", tags, WorkCounters::submitted);
        for (TaskEnd end : TaskEnd.values()) {
            for (EndReason reason : end.reasons()) {
                counter(
                        "ringswarm.work.tasks",
                        TASKS,
                        "Tasks that have ended",
                        tags.and("outcome", Words.lower(end), REASON, Words.lower(reason)),
                        counters -> counters.ended(end, reason));
            }
        }
        gauge("ringswarm.work.open", "Tasks that have not ended", WorkCounters::open);
        gauge("ringswarm.work.in.hand", "Tasks in workers' hands", WorkCounters::inHand);
    }

    private void bindAttempts() {
        counter("ringswarm.work.started", ATTEMPTS, "Attempts that workers were handed", tags, WorkCounters::started);
        counter(
                "ringswarm.work.retried",
                ATTEMPTS,
                "Attempts that were not their task's first",
                tags,
                WorkCounters::retried);
        counter(
                "ringswarm.work.duplicate.completions",
                "completions",
                "Completions that were discarded, of attempts that had ended or had been given up",
                tags,
                WorkCounters::duplicateCompletions);
        cache("hit", WorkCounters::cacheHits);
        cache("miss", WorkCounters::cacheMisses);
        counter(
                "ringswarm.work.unheard.ends",
                "ends",
                "Ends that nobody waited for any more",
                tags,
                WorkCounters::unheard);
        counter(
                "ringswarm.work.forgotten.keys",
                "keys",
                "Idempotency keys that were forgotten before their time",
                tags,
                WorkCounters::keysForgottenEarly);
    }

    private void cache(String result, ToDoubleFunction<WorkCounters> count) {
        counter(
                "ringswarm.work.cache",
                TASKS,
                "Tasks that got another one's result, and cacheable ones that had to be done",
                tags.and("result", result),
                count);
    }

    private void bindRouting() {
        moved("rebalanced", WorkCounters::movedByRebalance);
        moved("stolen", WorkCounters::stolen);
        moved("evacuated", WorkCounters::evacuated);
        counter(
                "ringswarm.work.circuit.trips",
                "trips",
                "How often a worker's circuit has opened",
                tags,
                WorkCounters::circuitsTripped);
        counter(
                "ringswarm.work.strategy.faults",
                "faults",
                "Choices of the strategy that threw or could not be followed",
                tags,
                WorkCounters::strategyFaults);
    }

    private void moved(String reason, ToDoubleFunction<WorkCounters> count) {
        counter(
                "ringswarm.work.moved",
                TASKS,
                "Tasks taken from the worker that they were meant for",
                tags.and(REASON, reason),
                count);
    }

    private void gauge(String name, String description, ToDoubleFunction<WorkCounters> value) {
        meters.gauge(
                name,
                TASKS,
                description,
                tags,
                () -> value.applyAsDouble(snapshots.latest().counters()));
    }

    private void counter(
            String name, String unit, String description, Tags ofMeter, ToDoubleFunction<WorkCounters> count) {
        meters.counter(
                name,
                unit,
                description,
                ofMeter,
                () -> count.applyAsDouble(snapshots.latest().counters()));
    }
}
