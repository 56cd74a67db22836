package io.ringswarm.engine.micrometer;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tags;
import io.ringswarm.engine.work.profile.WorkerProfile;
import io.ringswarm.engine.work.profile.WorkerState;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;

/** The meters of one worker in one registry. Shown by one thread at a time; its meters are read by any. */
final class WorkerMeters {
    private static final String TASKS = "tasks";
    private static final String SLOTS = "slots";
    private static final String RATIO = "ratio";
    private static final String SECONDS = "seconds";
    private static final String STATE = "state";
    private static final double NS_PER_SECOND = TimeUnit.SECONDS.toNanos(1);

    private final MeterSet set;
    private final Runnable onRead;
    private final List<Meter> meters = new ArrayList<>();
    private volatile WorkerProfile profile;

    /**
     * Registers the meters.
     *
     * @param set where to
     * @param tags with the worker's
     * @param first what to show to begin with
     * @param onRead called before each meter is read
     */
    WorkerMeters(MeterSet set, Tags tags, WorkerProfile first, Runnable onRead) {
        this.set = set;
        this.onRead = onRead;
        profile = first;
        try {
            bindSlots(tags);
            bindHistory(tags);
        } catch (
                RuntimeException
                        e) { // of a registry's filter or listener: half of the meters would never be shown anew
            remove();
            throw e;
        }
    }

    void show(WorkerProfile news) {
        profile = news;
    }

    void remove() {
        meters.forEach(set::remove);
    }

    private void bindSlots(Tags tags) {
        for (WorkerState state : WorkerState.values()) {
            gauge(
                    "ringswarm.work.worker.state",
                    "workers",
                    "1 for the state that the worker is in, else 0",
                    tags.and(STATE, Words.lower(state)),
                    worker -> worker.state() == state ? 1 : 0);
        }
        slots("free", tags, worker -> Math.max(0, worker.slots() - worker.inHand()));
        slots("busy", tags, worker -> worker.inHand() - worker.lost());
        slots("lost", tags, WorkerProfile::lost);
        gauge("ringswarm.work.worker.queued", TASKS, "Tasks that wait for the worker", tags, WorkerProfile::queued);
        gauge(
                "ringswarm.work.worker.load",
                "score",
                "0 to 100: 50 with all slots taken, 80 with three tasks waiting behind each",
                tags,
                WorkerProfile::loadScore);
    }

    private void slots(String state, Tags tags, ToDoubleFunction<WorkerProfile> count) {
        gauge("ringswarm.work.worker.slots", SLOTS, "The worker's slots", tags.and(STATE, state), count);
    }

    private void bindHistory(Tags tags) {
        meters.add(set.counter(
                "ringswarm.work.worker.ended",
                "attempts",
                "Attempts that the worker was handed and that have ended",
                tags,
                () -> read(WorkerProfile::tasksEnded)));
        gauge(
                "ringswarm.work.worker.success",
                RATIO,
                "How many attempts succeed, the newest weighing a tenth",
                tags,
                WorkerProfile::successRate);
        gauge(
                "ringswarm.work.worker.efficiency",
                RATIO,
                "How steady and fast against the target time",
                tags,
                WorkerProfile::efficiency);
        gauge(
                "ringswarm.work.worker.time",
                SECONDS,
                "How long tasks that succeed take, of the last 1,024 to 32,768",
                tags.and("quantile", "0.95"),
                worker -> seconds(worker, worker.p95Ns()));
        gauge(
                "ringswarm.work.worker.time.mean",
                SECONDS,
                "How long tasks that succeed take on average, since the worker was hired",
                tags,
                worker -> seconds(worker, worker.meanNs()));
    }

    private static double seconds(WorkerProfile worker, double ns) {
        return worker.meanNs() == 0 ? Double.NaN : ns / NS_PER_SECOND;
    }

    private void gauge(String name, String unit, String description, Tags tags, ToDoubleFunction<WorkerProfile> value) {
        meters.add(set.gauge(name, unit, description, tags, () -> read(value)));
    }

    private double read(ToDoubleFunction<WorkerProfile> value) {
        onRead.run();
        return value.applyAsDouble(profile);
    }
}
