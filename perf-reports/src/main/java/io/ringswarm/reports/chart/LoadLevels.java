package io.ringswarm.reports.chart;

import io.ringswarm.reports.run.TaskWorker;
import io.ringswarm.reports.run.WorkerSeries;
import io.ringswarm.reports.words.Quantity;
import java.util.List;
import java.util.stream.IntStream;

/** How much a worker has to do, in {@value #COUNT} levels: of its load score where that is known, else of the tasks it has. */
final class LoadLevels {
    static final int COUNT = 5;

    private static final String[] CLASSES = {"heat h0", "heat h1", "heat h2", "heat h3", "heat h5"};
    private static final double FULL_SCORE = 100;

    private final boolean scored;
    private final double step;

    LoadLevels(List<TaskWorker> sampled) {
        scored = sampled.stream().allMatch(worker -> worker.series().loadScore() != null);
        double most = sampled.stream()
                .map(TaskWorker::series)
                .flatMapToInt(series -> IntStream.range(0, series.samples()).map(sample -> tasks(series, sample)))
                .max()
                .orElse(0);
        step = scored ? FULL_SCORE / COUNT : Math.max(1, Math.ceil(most / COUNT));
    }

    /** What the levels are of. */
    String name() {
        return scored ? "Load score" : "Tasks";
    }

    double value(WorkerSeries series, int sample) {
        return scored ? series.loadScore().get(sample) : tasks(series, sample);
    }

    /** From 0 to {@link #COUNT} - 1; -1 for nothing to do. */
    int level(double value) {
        return value <= 0 ? -1 : (int) Math.min(COUNT, Math.ceil(value / step)) - 1;
    }

    static String cssClass(int level) {
        return CLASSES[level];
    }

    void explain(Legend legend) {
        legend.words(name() + ":");
        for (int level = 0; level < COUNT; level++) {
            legend.colour(CLASSES[level], "to " + Quantity.number((level + 1) * step));
        }
    }

    private static int tasks(WorkerSeries series, int sample) {
        return series.inHand().get(sample) + series.queued().get(sample);
    }
}
