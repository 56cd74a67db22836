package io.ringswarm.reports.chart;

import io.ringswarm.reports.run.TaskWorker;
import io.ringswarm.reports.run.WorkerSeries;
import io.ringswarm.reports.run.WorkerState;
import io.ringswarm.reports.words.Quantity;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * One worker over time. A cell is the darker, and the higher, the more the worker had to do, so that it is told without colours, too;
 * a line through it tells the state where that is not the usual one. There is no ground where there was no worker.
 */
final class WorkerStrip {
    private final TaskWorker worker;
    private final LoadLevels levels;
    private final List<WorkerState> state;
    private final double meanLoad;
    private final double mostLoad;

    WorkerStrip(TaskWorker worker, LoadLevels levels) {
        this.worker = worker;
        this.levels = levels;
        this.state = worker.series().stateBySample();
        double sum = 0;
        double most = 0;
        int there = 0;
        for (int sample = 0; sample < state.size(); sample++) {
            if (state.get(sample) != WorkerState.GONE) {
                double load = levels.value(worker.series(), sample);
                sum += load;
                most = Math.max(most, load);
                there++;
            }
        }
        meanLoad = there == 0 ? 0 : sum / there;
        mostLoad = most;
    }

    String name() {
        return worker.name();
    }

    /** The mean over the samples in which the worker was there. */
    double meanLoad() {
        return meanLoad;
    }

    /** The states in which it was at some time. */
    Set<WorkerState> states() {
        return state.isEmpty() ? Set.of() : EnumSet.copyOf(state);
    }

    /** What stands above it, after its name. */
    String words() {
        List<String> words = new ArrayList<>();
        words.add("mean " + Quantity.number(meanLoad) + ", most " + Quantity.number(mostLoad));
        if (states().contains(WorkerState.DRAINING)) {
            words.add("drained");
        }
        if (states().contains(WorkerState.OPEN_CIRCUIT)) {
            words.add("circuit open");
        }
        if (states().contains(WorkerState.GONE)) {
            words.add("not always there");
        }
        return String.join(", ", words);
    }

    /** Draws within a height; some samples share a column, whose load is their mean. */
    void draw(Svg svg, Scale seconds, double secondsPerSample, int samplesPerColumn, double top, double height) {
        int columns = (state.size() + samplesPerColumn - 1) / samplesPerColumn;
        int[] level = new int[columns];
        WorkerState[] shown = new WorkerState[columns];
        for (int column = 0; column < columns; column++) {
            int from = column * samplesPerColumn;
            int to = Math.min(state.size(), from + samplesPerColumn);
            shown[column] = state(from, to);
            level[column] = shown[column] == WorkerState.GONE ? -1 : levels.level(mean(from, to));
        }
        double columnSeconds = secondsPerSample * samplesPerColumn;
        double endSeconds = secondsPerSample * state.size();
        StringBuilder ground = new StringBuilder();
        StringBuilder[] cells = new StringBuilder[LoadLevels.COUNT];
        StringBuilder draining = new StringBuilder();
        StringBuilder open = new StringBuilder();
        for (int from = 0, to; from < columns; from = to) {
            to = from + 1;
            while (to < columns && level[to] == level[from] && shown[to] == shown[from]) {
                to++;
            }
            double left = seconds.px(from * columnSeconds);
            double right = seconds.px(Math.min(endSeconds, to * columnSeconds));
            if (shown[from] != WorkerState.GONE) {
                ground.append(Svg.box(left, top, right - left, height));
            }
            if (level[from] >= 0) {
                double high = height * (level[from] + 1) / LoadLevels.COUNT;
                StringBuilder path = cells[level[from]] == null ? new StringBuilder() : cells[level[from]];
                cells[level[from]] = path.append(Svg.box(left, top + height - high, right - left, high));
            }
            if (shown[from] == WorkerState.DRAINING) {
                draining.append(across(left, right, top + height / 2));
            } else if (shown[from] == WorkerState.OPEN_CIRCUIT) {
                open.append(across(left, right, top + height / 2));
            }
        }
        svg.path("strip", ground.toString());
        for (int i = 0; i < cells.length; i++) {
            svg.path(LoadLevels.cssClass(i), cells[i] == null ? "" : cells[i].toString());
        }
        svg.path("line under", draining.toString() + open);
        svg.path("line s-draining", draining.toString());
        svg.path("line s-open", open.toString());
    }

    private double mean(int from, int to) {
        WorkerSeries series = worker.series();
        double sum = 0;
        int there = 0;
        for (int sample = from; sample < to; sample++) {
            if (state.get(sample) != WorkerState.GONE) {
                sum += levels.value(series, sample);
                there++;
            }
        }
        return there == 0 ? 0 : sum / there;
    }

    /** The least usual state, but gone only where the worker was gone all the time. */
    private WorkerState state(int from, int to) {
        return state.subList(from, to).stream()
                .filter(here -> here != WorkerState.GONE)
                .max(WorkerState::compareTo)
                .orElse(WorkerState.GONE);
    }

    private static String across(double left, double right, double y) {
        return "M" + Svg.number(left) + " " + Svg.number(y) + "H" + Svg.number(right);
    }
}
