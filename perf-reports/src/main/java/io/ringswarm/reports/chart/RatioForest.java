package io.ringswarm.reports.chart;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Ratios on a logarithmic axis, one below the other: each a dot with its interval, on the band of ratios that say nothing. */
public final class RatioForest {
    private static final double TITLE_BASELINE = 16;
    private static final double ROWS_TOP = 28;
    private static final double ROW = 48;
    private static final double LINE = 17;
    private static final double WORDS_BASELINE = 16;
    private static final double MARK_CENTRE = 31;
    private static final double BAND_HEIGHT = 18;
    private static final double CAP = 5;
    private static final double DOT = 9;
    private static final double SIDE = 6;
    private static final double AXIS_BELOW = 46;
    private static final double ROOM = 1.05;
    private static final double LEAST_SPAN = 1.25;

    /** Ratios beyond this, or below its inverse, stand at the edge. */
    private static final double MOST = 1_000;

    private static final double TICK_ROOM = 60;

    private final String title;
    private final List<Row> rows;

    /**
     * A chart.
     *
     * @param title above it
     * @param rows from top to bottom
     */
    public RatioForest(String title, List<Row> rows) {
        this.title = title;
        this.rows = List.copyOf(rows);
    }

    /**
     * One ratio.
     *
     * @param name what it is of
     * @param words its value for readers
     * @param ratio above 0; null when there is none, and only the words are shown
     * @param low lower end of its interval; null with the ratio
     * @param high upper end of its interval; null with the ratio
     * @param band ratios from {@code 1 / (1 + band)} to {@code 1 + band} say nothing; null with the ratio
     * @param mood {@code good}, {@code bad} or {@code plain}
     */
    public record Row(String name, String words, Double ratio, Double low, Double high, Double band, String mood) {}

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
        Svg svg = new Svg(
                "ratios-" + width.px(), width.cssClass(), width.px(), bottom + AXIS_BELOW, title, description());
        svg.text("panel", left, TITLE_BASELINE, title);
        Scale x = scale(left, right);
        Plot plot = new Plot(svg, left, ROWS_TOP, right, bottom);
        List<Double> ticks = ticks(x, (right - left) / TICK_ROOM);
        plot.verticalGrid(x, ticks);
        double top = ROWS_TOP;
        for (Row row : rows) {
            if (row.ratio() != null) {
                band(svg, x, row, top + extra + MARK_CENTRE);
            }
            svg.text("legend halo", left, top + WORDS_BASELINE, row.name());
            svg.text("legend halo end", right, top + extra + WORDS_BASELINE, row.words());
            top += ROW + extra;
        }
        svg.line("reference", x.px(1), ROWS_TOP, x.px(1), bottom);
        top = ROWS_TOP;
        for (Row row : rows) {
            if (row.ratio() != null) {
                mark(svg, x, row, top + extra + MARK_CENTRE);
            }
            top += ROW + extra;
        }
        plot.baseline();
        labels(svg, x, ticks, left, right, bottom);
        svg.text("tick middle", (left + right) / 2, bottom + 38, "new / base (log scale); shaded: noise band");
        return svg.finish();
    }

    private boolean fits(double px) {
        return rows.stream().allMatch(row -> Svg.textWidth(row.name() + "  " + row.words(), Plot.FONT) < px);
    }

    private static void band(Svg svg, Scale x, Row row, double y) {
        double from = x.px(1 / (1 + row.band()));
        svg.rect("strip", from, y - BAND_HEIGHT / 2, x.px(1 + row.band()) - from, BAND_HEIGHT);
    }

    private static void mark(Svg svg, Scale x, Row row, double y) {
        svg.group(row.mood());
        double low = px(x, row.low());
        double high = px(x, row.high());
        svg.line("range", low, y, high, y);
        svg.line("range", low, y - CAP, low, y + CAP);
        svg.line("range", high, y - CAP, high, y + CAP);
        double half = DOT / 2;
        String arc = "a" + Svg.number(half) + " " + Svg.number(half) + " 0 1 0 ";
        svg.path(
                "dot",
                "M" + Svg.number(px(x, row.ratio()) - half) + " " + Svg.number(y) + arc + Svg.number(DOT) + " 0" + arc
                        + "-" + Svg.number(DOT) + " 0Z");
        svg.end();
    }

    private void labels(Svg svg, Scale x, List<Double> ticks, double left, double right, double bottom) {
        double free = Double.NEGATIVE_INFINITY;
        for (double tick : ticks) {
            String text = label(tick);
            double half = Svg.textWidth(text, Plot.FONT) / 2;
            double centre = Math.min(right - half, Math.max(left + half, x.px(tick)));
            if (centre - half > free) {
                svg.line("axis", x.px(tick), bottom, x.px(tick), bottom + 5);
                svg.text("tick middle", centre, bottom + 19, text);
                free = centre + half + 8;
            }
        }
    }

    /** Where a ratio stands; at the edge when it is beyond all that is drawn. */
    private static double px(Scale x, double ratio) {
        return x.px(Math.max(x.low(), Math.min(x.high(), ratio)));
    }

    private Scale scale(double left, double right) {
        double most = Math.sqrt(LEAST_SPAN);
        double least = 1 / most;
        for (Row row : rows) {
            if (row.ratio() != null) {
                least = Math.min(least, Math.min(row.low(), 1 / (1 + row.band())) / ROOM);
                most = Math.max(most, Math.max(row.high(), 1 + row.band()) * ROOM);
            }
        }
        return Scale.log(Math.max(least, 1 / MOST), Math.min(most, MOST), left, right);
    }

    private static String label(double tick) {
        if (tick >= 10) {
            return String.valueOf(Math.round(tick));
        }
        return String.format(Locale.ROOT, tick < 0.01 ? "%.3f" : "%.2f", tick);
    }

    /** The finest of these steps that leaves each label its room; 1 is always among them. */
    private static List<Double> ticks(Scale x, double most) {
        for (double step : new double[] {0.01, 0.02, 0.05, 0.1, 0.2, 0.5}) {
            if ((x.high() - x.low()) / step > most + 1) {
                continue;
            }
            List<Double> ticks = new ArrayList<>();
            for (long i = (long) Math.ceil(x.low() / step); i * step <= x.high(); i++) {
                ticks.add(i * step);
            }
            if (ticks.size() <= most) {
                return ticks;
            }
        }
        List<Double> ticks = new ArrayList<>();
        for (int power = (int) Math.floor(Math.log10(x.low())); Math.pow(10, power) <= x.high(); power++) {
            for (int factor : new int[] {1, 2, 5}) {
                double tick = factor * Math.pow(10, power);
                if (tick >= x.low() && tick <= x.high()) {
                    ticks.add(tick);
                }
            }
        }
        return ticks;
    }

    private String description() {
        List<String> said = new ArrayList<>();
        rows.forEach(row -> said.add(row.name() + ": " + row.words()));
        return String.join("; ", said);
    }
}
