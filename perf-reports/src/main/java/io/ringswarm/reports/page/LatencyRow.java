package io.ringswarm.reports.page;

import io.ringswarm.reports.run.Distribution;
import io.ringswarm.reports.run.Latency;
import io.ringswarm.reports.run.Percentile;
import io.ringswarm.reports.run.Tasks;
import io.ringswarm.reports.words.Quantity;
import java.util.ArrayList;
import java.util.List;

/** One row of the table of latencies. */
record LatencyRow(String name, List<Cell> cells) {
    /** A value, or a dash where too few samples were there. */
    record Cell(String text, boolean scarce) {
        static Cell ofTime(Number ns) {
            return ns == null ? new Cell("–", true) : new Cell(Quantity.time(ns.doubleValue()), false);
        }
    }

    static List<LatencyRow> of(Latency latency) {
        List<LatencyRow> rows = new ArrayList<>();
        add(rows, "Response", latency.response());
        add(rows, "Transit", latency.transit());
        add(rows, "Handling", latency.handling());
        add(rows, "Send delay", latency.sendDelay());
        return rows;
    }

    static List<LatencyRow> of(Tasks tasks) {
        List<LatencyRow> rows = new ArrayList<>();
        add(rows, "Submit to start", tasks.submitToStart());
        add(rows, "Submit to end", tasks.submitToEnd());
        return rows;
    }

    /** Without the smallest and the mean, which say little of what a caller waits. */
    List<Cell> narrow() {
        List<Cell> narrow = new ArrayList<>(cells);
        narrow.subList(1, 1 + 2).clear();
        return narrow;
    }

    boolean scarce() {
        return cells.stream().anyMatch(Cell::scarce);
    }

    private static void add(List<LatencyRow> rows, String name, Distribution distribution) {
        if (distribution == null) {
            return;
        }
        List<Cell> cells = new ArrayList<>();
        cells.add(new Cell(Quantity.count(distribution.count()), false));
        cells.add(Cell.ofTime(distribution.min()));
        cells.add(Cell.ofTime(distribution.mean()));
        for (Percentile percentile : Percentile.values()) {
            cells.add(Cell.ofTime(distribution.at(percentile)));
        }
        cells.add(Cell.ofTime(distribution.max()));
        rows.add(new LatencyRow(name, cells));
    }
}
