package io.ringswarm.reports.chart;

import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleFunction;

/**
 * A row for each of several things: its name and its value in words, below them the value, as a dot or a bar, and the range
 * around it. Ranges of dots are on a logarithmic axis, bars start at 0.
 */
public final class RangeChart {
    private static final double TITLE_BASELINE = 16;
    private static final double ROWS_TOP = 28;
    private static final double ROW = 46;
    private static final double LINE = 17;
    private static final double WORDS_BASELINE = 16;
    private static final double MARK_CENTRE = 30;
    private static final double DOT_RADIUS = 4.5;
    private static final double BAR = 12;
    private static final double CAP = 5;
    private static final double SIDE = 6;
    private static final double AXIS_BELOW = 40;
    private static final double ROOM = 1.12;
    private static final double LEAST_SPAN = 1.6;

    private final String id;
    private final String title;
    private final String description;
    private final boolean bars;
    private final DoubleFunction<String> axis;
    private final List<Row> rows;
    private final Double reference;

    private RangeChart(
            String id,
            String title,
            String description,
            boolean bars,
            DoubleFunction<String> axis,
            List<Row> rows,
            Double reference) {
        this.id = id;
        this.title = title;
        this.description = description;
        this.bars = bars;
        this.axis = axis;
        this.rows = List.copyOf(rows);
        this.reference = reference;
    }

    /**
     * One thing.
     *
     * @param name of it
     * @param words its value for readers
     * @param value null when there is none, and only the words are shown
     * @param low lower end of the range; null when there is no range
     * @param high upper end of the range; null when there is no range
     * @param mood {@code good}, {@code bad} or {@code plain}
     */
    public record Row(String name, String words, Double value, Double low, Double high, String mood) {}

    /**
     * Dots with ranges.
     *
     * @param id unique on the page
     * @param title above the chart
     * @param description for those who do not see it
     * @param axis names a value on the axis
     * @param rows from top to bottom; values are above 0
     * @param reference a value that a line marks; null for none
     * @return the chart
     */
    public static RangeChart dots(
            String id,
            String title,
            String description,
            DoubleFunction<String> axis,
            List<Row> rows,
            Double reference) {
        return new RangeChart(id, title, description, false, axis, rows, reference);
    }

    /**
     * Bars with ranges.
     *
     * @param id unique on the page
     * @param title above the chart
     * @param description for those who do not see it
     * @param axis names a value on the axis
     * @param rows from top to bottom; values are not below 0
     * @return the chart
     */
    public static RangeChart bars(
            String id, String title, String description, DoubleFunction<String> axis, List<Row> rows) {
        return new RangeChart(id, title, description, true, axis, rows, null);
    }

    /**
     * Draws the chart.
     *
     * @param width for which width
     * @return an SVG element
     */
    public String draw(ChartWidth width) {
        double left = SIDE;
        double right = width.px() - SIDE;
        double extra = fits(right - left) ? 0 : LINE;
        double bottom = ROWS_TOP + rows.size() * (ROW + extra);
        Svg svg = new Svg(id + "-" + width.px(), width.cssClass(), width.px(), bottom + AXIS_BELOW, title, description);
        svg.text("panel", left, TITLE_BASELINE, title);
        Scale x = scale(left, right);
        Plot plot = new Plot(svg, left, ROWS_TOP, right, bottom);
        List<Double> ticks = bars ? x.round(width.px() / 8.0, 1e-9) : ticks(x);
        plot.verticalGrid(x, ticks);
        if (reference != null) {
            svg.line("reference", x.px(reference), ROWS_TOP, x.px(reference), bottom);
        }
        double top = ROWS_TOP;
        for (Row row : rows) {
            svg.text("legend halo", left, top + WORDS_BASELINE, row.name());
            svg.text("legend halo end", right, top + extra + WORDS_BASELINE, row.words());
            if (row.value() != null) {
                mark(svg, x, row, top + extra + MARK_CENTRE);
            }
            top += ROW + extra;
        }
        plot.baseline();
        labels(svg, x, ticks, left, right, bottom);
        return svg.finish();
    }

    /** Whether every row's name and words stand side by side. */
    private boolean fits(double px) {
        return rows.stream().allMatch(row -> Svg.textWidth(row.name() + "  " + row.words(), Plot.FONT) < px);
    }

    private void mark(Svg svg, Scale x, Row row, double y) {
        svg.group(row.mood());
        double at = x.px(row.value());
        if (bars) {
            svg.rect("column", x.px(0), y - BAR / 2, at - x.px(0), BAR);
        }
        if (row.low() != null && row.high() != null) {
            double from = x.px(row.low());
            double to = x.px(row.high());
            svg.line("range", from, y, to, y);
            svg.line("range", from, y - CAP, from, y + CAP);
            svg.line("range", to, y - CAP, to, y + CAP);
        }
        if (!bars) {
            String r = Svg.number(DOT_RADIUS);
            String arc = "a" + r + " " + r + " 0 1 0 ";
            String across = Svg.number(2 * DOT_RADIUS);
            svg.path(
                    "dot",
                    "M" + Svg.number(at - DOT_RADIUS) + " " + Svg.number(y) + arc + across + " 0" + arc + "-" + across
                            + " 0Z");
        }
        svg.end();
    }

    /** Labels that keep within the chart: the ones at its ends stand inwards. */
    private void labels(Svg svg, Scale x, List<Double> ticks, double left, double right, double bottom) {
        double free = Double.NEGATIVE_INFINITY;
        for (double tick : ticks) {
            String text = axis.apply(tick);
            double half = Svg.textWidth(text, Plot.FONT) / 2;
            double centre = Math.min(right - half, Math.max(left + half, x.px(tick)));
            if (centre - half > free) {
                svg.line("axis", x.px(tick), bottom, x.px(tick), bottom + 5);
                svg.text("tick middle", centre, bottom + 19, text);
                free = centre + half + 8;
            }
        }
    }

    private Scale scale(double left, double right) {
        double least = reference == null ? Double.MAX_VALUE : reference;
        double most = reference == null ? 0 : reference;
        for (Row row : rows) {
            for (Double value : new Double[] {row.value(), row.low(), row.high()}) {
                if (value != null) {
                    least = Math.min(least, value);
                    most = Math.max(most, value);
                }
            }
        }
        if (bars) {
            return Scale.linear(0, most * ROOM, left, right);
        }
        double low = Math.min(least, most) / ROOM;
        double high = Math.max(most, least) * ROOM;
        if (!(high > 0) || least == Double.MAX_VALUE) {
            return Scale.log(1, LEAST_SPAN, left, right);
        }
        double widen = Math.max(1, Math.sqrt(LEAST_SPAN * low / high));
        return Scale.log(low / widen, high * widen, left, right);
    }

    /** 1, 2 and 5 times powers of ten; with tenths between them where the axis spans less than that shows. */
    private static List<Double> ticks(Scale x) {
        double[] factors = x.high() / x.low() > 3
                ? new double[] {1, 2, 5}
                : new double[] {1, 1.1, 1.2, 1.3, 1.5, 1.7, 2, 2.5, 3, 4, 5, 6, 7, 8, 9};
        List<Double> ticks = new ArrayList<>();
        for (int power = (int) Math.floor(Math.log10(x.low())); Math.pow(10, power) <= x.high(); power++) {
            for (double factor : factors) {
                double tick = factor * Math.pow(10, power);
                if (tick >= x.low() && tick <= x.high()) {
                    ticks.add(tick);
                }
            }
        }
        return ticks;
    }
}
