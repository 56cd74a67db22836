package io.ringswarm.reports.page;

import io.ringswarm.reports.run.TaskWorker;
import io.ringswarm.reports.words.Quantity;
import java.util.List;
import java.util.function.DoubleFunction;

/** One row of the table of workers. */
record WorkerRow(String name, List<LatencyRow.Cell> cells) {
    static WorkerRow of(TaskWorker worker) {
        return new WorkerRow(
                worker.name(),
                List.of(
                        new LatencyRow.Cell(Quantity.count(worker.ended()), false),
                        cell(worker.successRate(), Quantity::share),
                        LatencyRow.Cell.ofTime(worker.meanNs()),
                        LatencyRow.Cell.ofTime(worker.p95Ns()),
                        cell(worker.efficiency(), Quantity::number),
                        cell(worker.loadScore(), Quantity::number)));
    }

    private static LatencyRow.Cell cell(Double value, DoubleFunction<String> words) {
        return value == null ? new LatencyRow.Cell("–", true) : new LatencyRow.Cell(words.apply(value), false);
    }
}
