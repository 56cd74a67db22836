package io.ringswarm.reports.chart;

import io.ringswarm.reports.run.TaskWorker;
import io.ringswarm.reports.run.Tasks;
import io.ringswarm.reports.run.WorkerState;
import io.ringswarm.reports.words.Quantity;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The workers of a load of tasks over time, a strip for each: high ones with their names above when they are few, else low ones with
 * names beside some. Of more than {@value #MOST} the busiest are drawn, in their order.
 */
public final class WorkersChart {
    /** So many strips can still be told apart on a page. */
    public static final int MOST = 100;

    private static final int FEW = 12;
    private static final double NAMED_ROW = 40;
    private static final double NAMED_STRIP = 16;
    private static final double HEAD = 22;
    private static final double LEAST_ROW = 9;
    private static final double MOST_ROW = 16;
    private static final double LOW_PLOT = 600;
    private static final double LABEL = 13;
    private static final double AT_EDGE = 8;

    private final List<WorkerStrip> strips;
    private final LoadLevels levels;
    private final int samples;
    private final int sampled;
    private final double secondsPerSample;

    /**
     * Reads what is to be drawn.
     *
     * @param tasks how tasks ended and their workers fared; null where none was submitted
     */
    public WorkersChart(Tasks tasks) {
        List<TaskWorker> seen = tasks == null
                ? List.of()
                : tasks.workers().stream()
                        .filter(worker ->
                                worker.series() != null && worker.series().samples() > 0)
                        .toList();
        levels = new LoadLevels(seen);
        sampled = seen.size();
        samples = seen.isEmpty() ? 0 : seen.get(0).series().samples();
        secondsPerSample = seen.isEmpty() ? 0 : tasks.sampleNs() / 1e9;
        strips = busiest(
                seen.stream().map(worker -> new WorkerStrip(worker, levels)).toList());
    }

    /**
     * Whether there is something to draw.
     *
     * @return whether any worker was looked at
     */
    public boolean drawable() {
        return !strips.isEmpty();
    }

    /**
     * How many of the workers are drawn.
     *
     * @return such as {@code The 100 busiest of 250 workers}; empty when all are
     */
    public String leftOut() {
        return strips.size() == sampled
                ? ""
                : "The " + strips.size() + " busiest of " + Quantity.count(sampled) + " workers.";
    }

    /**
     * Draws the chart.
     *
     * @param width for which width
     * @return an SVG element
     */
    public String draw(ChartWidth width) {
        boolean named = strips.size() <= FEW;
        double row = named ? NAMED_ROW : Math.max(LEAST_ROW, Math.min(MOST_ROW, LOW_PLOT / strips.size()));
        double left = named ? AT_EDGE : width.gutterPx();
        double right = width.px() - 14.0;
        Legend legend = legend();
        double top = HEAD + legend.height(width.px()) + AT_EDGE;
        double bottom = top + strips.size() * row;
        Svg svg = new Svg(
                "workers-" + width.px(),
                width.cssClass(),
                width.px(),
                bottom + TimeAxis.HEIGHT,
                "Workers over time",
                description());
        svg.text("panel", 0, 14, levels.name() + " of each worker");
        legend.draw(svg, 0, HEAD, width.px());
        TimeAxis time = TimeAxis.of(samples * secondsPerSample, left, right);
        int samplesPerColumn = (samples + width.columns() - 1) / width.columns();
        int rowsPerLabel = (int) Math.ceil(LABEL / row);
        for (int i = 0; i < strips.size(); i++) {
            WorkerStrip strip = strips.get(i);
            double y = top + i * row;
            if (named) {
                String words = ": " + strip.words();
                svg.text("note", left, y + 13, fitting(strip.name(), right - left - width(words)) + words);
            } else if (i % rowsPerLabel == 0) {
                svg.text("tick end", left - AT_EDGE, y + row / 2 + 4, fitting(strip.name(), left - AT_EDGE));
            }
            double stripTop = named ? y + 19 : y + 1;
            double height = named ? NAMED_STRIP : row - 2;
            strip.draw(svg, time.scale(), secondsPerSample, samplesPerColumn, stripTop, height);
        }
        Plot plot = new Plot(svg, left, top, right, bottom);
        plot.baseline();
        time.labels(svg, plot);
        return svg.finish();
    }

    /** The end of a name tells workers apart rather than its beginning. */
    private static String fitting(String name, double px) {
        int[] letters = name.codePoints().toArray();
        if (width(name) <= px) {
            return name;
        }
        int kept = (int) Math.max(1, Math.min(letters.length, px / width("m") - 1));
        return "…" + new String(letters, letters.length - kept, kept);
    }

    private static double width(String text) {
        return Svg.textWidth(text, Plot.FONT);
    }

    private Legend legend() {
        Legend legend = new Legend();
        levels.explain(legend);
        Set<WorkerState> states = states();
        if (states.contains(WorkerState.DRAINING)) {
            legend.line("s-draining", "draining");
        }
        if (states.contains(WorkerState.OPEN_CIRCUIT)) {
            legend.line("s-open", "circuit open");
        }
        if (states.contains(WorkerState.GONE)) {
            legend.words("No ground: not there");
        }
        return legend;
    }

    private Set<WorkerState> states() {
        Set<WorkerState> states = EnumSet.noneOf(WorkerState.class);
        strips.forEach(strip -> states.addAll(strip.states()));
        return states;
    }

    private static List<WorkerStrip> busiest(List<WorkerStrip> all) {
        Set<String> shown = all.stream()
                .sorted(Comparator.comparingDouble(WorkerStrip::meanLoad).reversed())
                .limit(MOST)
                .map(WorkerStrip::name)
                .collect(Collectors.toSet());
        return all.stream().filter(strip -> shown.contains(strip.name())).toList();
    }

    private String description() {
        StringBuilder text = new StringBuilder(levels.name())
                .append(" of ")
                .append(strips.size() == 1 ? "1 worker" : Quantity.count(strips.size()) + " workers")
                .append(" over ")
                .append(Quantity.time(samples * secondsPerSample * 1e9))
                .append('.');
        strips.stream()
                .max(Comparator.comparingDouble(WorkerStrip::meanLoad))
                .ifPresent(busiest -> text.append(" Busiest ")
                        .append(busiest.name())
                        .append(": ")
                        .append(busiest.words())
                        .append('.'));
        tell(text, WorkerState.DRAINING, " drained.");
        tell(text, WorkerState.OPEN_CIRCUIT, " had an open circuit.");
        return text.toString();
    }

    private void tell(StringBuilder text, WorkerState state, String words) {
        long workers =
                strips.stream().filter(strip -> strip.states().contains(state)).count();
        if (workers > 0) {
            text.append(' ').append(Quantity.count(workers)).append(" of them").append(words);
        }
    }
}
