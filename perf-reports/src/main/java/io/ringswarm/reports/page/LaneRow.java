package io.ringswarm.reports.page;

import io.ringswarm.reports.run.Lane;
import io.ringswarm.reports.run.Percentile;
import io.ringswarm.reports.words.Quantity;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** One row of the table of lanes. */
record LaneRow(String name, List<LatencyRow.Cell> cells) {
    private static final List<Percentile> SHOWN = List.of(Percentile.P50, Percentile.P95, Percentile.P99);

    static List<LaneRow> of(List<Lane> lanes) {
        return lanes == null ? List.of() : lanes.stream().map(LaneRow::of).toList();
    }

    private static LaneRow of(Lane lane) {
        List<LatencyRow.Cell> cells = new ArrayList<>();
        cells.add(count(lane.sent()));
        cells.add(count(lane.refused()));
        cells.add(count(lane.handled()));
        for (Percentile percentile : SHOWN) {
            cells.add(LatencyRow.Cell.ofTime(
                    lane.response() == null ? null : lane.response().at(percentile)));
        }
        cells.add(LatencyRow.Cell.ofTime(
                lane.response() == null ? null : lane.response().max()));
        cells.add(count(lane.longestWait()));
        cells.add(count(lane.waitBound()));
        String name = lane.priority();
        return new LaneRow(name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1), cells);
    }

    private static LatencyRow.Cell count(Long count) {
        return count == null ? new LatencyRow.Cell("–", true) : new LatencyRow.Cell(Quantity.count(count), false);
    }
}
