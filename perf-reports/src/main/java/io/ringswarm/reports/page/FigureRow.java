package io.ringswarm.reports.page;

import io.ringswarm.reports.run.LoadFigure;
import io.ringswarm.reports.words.FigureWords;
import io.ringswarm.reports.words.Quantity;
import java.util.List;

/** One row of the table of what a load has measured beside latency. */
record FigureRow(String name, List<LatencyRow.Cell> cells) {
    static List<FigureRow> of(List<LoadFigure> figures) {
        return figures == null ? List.of() : figures.stream().map(FigureRow::of).toList();
    }

    private static FigureRow of(LoadFigure figure) {
        return new FigureRow(
                FigureWords.name(figure.name()),
                List.of(
                        new LatencyRow.Cell(Quantity.count(figure.count()), false),
                        cell(figure, figure.min()),
                        cell(figure, figure.median()),
                        cell(figure, figure.max())));
    }

    private static LatencyRow.Cell cell(LoadFigure figure, Double value) {
        return new LatencyRow.Cell(FigureWords.value(figure, value), value == null);
    }
}
