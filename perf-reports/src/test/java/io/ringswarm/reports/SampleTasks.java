package io.ringswarm.reports;

import io.ringswarm.reports.run.Distribution;
import io.ringswarm.reports.run.RunReport;
import io.ringswarm.reports.run.TaskWorker;
import io.ringswarm.reports.run.Tasks;
import io.ringswarm.reports.run.TasksBuilder;
import io.ringswarm.reports.run.WorkerSeries;
import io.ringswarm.reports.run.WorkerState;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.HdrHistogram.Histogram;

/** Runs with tasks, the same for the same seed. */
public final class SampleTasks {
    private static final long SEED = 7;

    private SampleTasks() {}

    /** Three workers and five tasks, nearly as good as can be. */
    public static RunReport few() {
        return run(Tasks.builder()
                .submitted(5, 5)
                .checked(0)
                .routed("power-of-two", 3)
                .makespan(262_000_000, 255_000_000)
                .times(times(5, 20_000), times(5, 120_000_000))
                .workers(5_000_000L, workers(3, 53, true)));
    }

    /** Eight workers of which one drains, one has its circuit open, one leaves and one comes late; tasks end in every way. */
    public static RunReport failing() {
        Map<String, Long> failures = new LinkedHashMap<>();
        failures.put("threw", 31L);
        failures.put("timed out", 6L);
        return run(Tasks.builder()
                .submitted(1000, 930)
                .failed(37, failures)
                .rejected(20, Map.of("no worker with the capability", 20L))
                .givenUp(9, 4)
                .checked(0)
                .repeated(63, 2)
                .cache(120, 410)
                .moved(42, 17)
                .routed("hybrid", 8)
                .makespan(42_000_000_000L, 39_900_000_000L)
                .times(times(980, 40_000_000), times(1000, 300_000_000))
                .workers(100_000_000L, workers(8, 420, true)));
    }

    /** A hundred workers over the longest series, without load scores. */
    public static RunReport many() {
        return run(Tasks.builder()
                .submitted(50_000, 50_000)
                .routed("least-loaded", 100)
                .makespan(600_000_000_000L, 590_000_000_000L)
                .workers(1_000_000_000L, workers(100, WorkerSeries.MAX_SAMPLES, false)));
    }

    /** One task too few ended, and workers were not looked at. */
    public static RunReport broken() {
        return run(Tasks.builder()
                .submitted(5, 3)
                .failed(1, Map.of())
                .workers(null, List.of(new TaskWorker("worker-1", 0, null, null, null, null, null, null))));
    }

    /** A run with tasks. */
    public static RunReport run(TasksBuilder tasks) {
        return SampleRun.passing(3).builder().tasks(tasks.build()).build();
    }

    private static Distribution times(int count, double medianNs) {
        SplittableRandom random = new SplittableRandom(SEED);
        Histogram times = new Histogram(3);
        for (int i = 0; i < count; i++) {
            times.recordValue((long) (medianNs * Math.exp(random.nextDouble(-1.5, 1.5))));
        }
        return Distribution.of(times);
    }

    private static List<TaskWorker> workers(int count, int samples, boolean scored) {
        SplittableRandom random = new SplittableRandom(SEED);
        List<TaskWorker> workers = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            WorkerSeries series = series(random, i, samples, scored);
            Double score = scored ? series.loadScore().get(samples - 1) : null;
            workers.add(new TaskWorker(
                    "worker-" + (i + 1),
                    40 + random.nextInt(90),
                    1 - random.nextInt(9) / 100.0,
                    110e6 + random.nextInt(9_000_000),
                    i == 1 ? null : (Long) 290_000_000L,
                    0.31 + random.nextInt(9) / 100.0,
                    score,
                    series));
        }
        return workers;
    }

    private static WorkerSeries series(SplittableRandom random, int worker, int samples, boolean scored) {
        List<Integer> inHand = new ArrayList<>();
        List<Integer> queued = new ArrayList<>();
        List<Double> score = new ArrayList<>();
        List<WorkerState> state = new ArrayList<>();
        double load = 60;
        for (int sample = 0; sample < samples; sample++) {
            WorkerState here = state(worker, (double) sample / samples);
            double end = sample > samples * 0.9 ? 0.8 : 1;
            load = Math.max(0, Math.min(100, load * end + random.nextInt(31) - 15));
            boolean gone = here == WorkerState.GONE;
            inHand.add(gone ? 0 : (int) Math.min(2, load / 30));
            queued.add(gone ? 0 : (int) load / 8);
            score.add(gone ? 0 : Math.rint(load * 10) / 10);
            state.add(here);
        }
        return WorkerSeries.of(inHand, queued, scored ? score : null, state);
    }

    private static WorkerState state(int worker, double time) {
        return switch (worker) {
            case 3 -> time < 0.4 ? WorkerState.WORKING : time < 0.6 ? WorkerState.DRAINING : WorkerState.GONE;
            case 4 -> time > 0.3 && time < 0.45 ? WorkerState.OPEN_CIRCUIT : WorkerState.WORKING;
            case 6 -> time < 0.2 ? WorkerState.GONE : WorkerState.WORKING;
            default -> WorkerState.WORKING;
        };
    }
}
