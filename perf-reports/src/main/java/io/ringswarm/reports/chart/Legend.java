package io.ringswarm.reports.chart;

import java.util.ArrayList;
import java.util.List;

/** Samples of lines and colours with their names, in rows as wide as there is room. */
final class Legend {
    private static final double ROW = 18;
    private static final double GAP = 16;
    private static final double LINE = 22;
    private static final double COLOUR = 14;
    private static final double BESIDE = 6;

    private final List<Entry> entries = new ArrayList<>();

    private enum Kind {
        LINE,
        COLOUR,
        WORDS
    }

    private record Entry(Kind kind, String cssClass, String name) {
        double sample() {
            return switch (kind) {
                case LINE -> Legend.LINE + BESIDE;
                case COLOUR -> Legend.COLOUR + BESIDE;
                case WORDS -> 0;
            };
        }

        double width() {
            return sample() + Svg.textWidth(name, Plot.FONT);
        }
    }

    /** Names the lines of a class. */
    Legend line(String cssClass, String name) {
        entries.add(new Entry(Kind.LINE, cssClass, name));
        return this;
    }

    /** Names the areas of a class. */
    Legend colour(String cssClass, String name) {
        entries.add(new Entry(Kind.COLOUR, cssClass, name));
        return this;
    }

    /** Words without a sample, such as what the colours after them count. */
    Legend words(String words) {
        entries.add(new Entry(Kind.WORDS, "", words));
        return this;
    }

    /** How high it is within a width; 0 when it is empty. */
    double height(double width) {
        double[] at = {0, 0};
        entries.forEach(entry -> place(entry, at, width));
        return entries.isEmpty() ? 0 : (at[1] + 1) * ROW;
    }

    /** Draws from the left and from a top edge, within a width. */
    void draw(Svg svg, double left, double top, double width) {
        double[] at = {0, 0};
        for (Entry entry : entries) {
            double x = left + place(entry, at, width);
            double baseline = top + at[1] * ROW + 13;
            if (entry.kind() == Kind.LINE) {
                svg.line("line " + entry.cssClass(), x, baseline - 4, x + LINE, baseline - 4);
            } else if (entry.kind() == Kind.COLOUR) {
                svg.rect(entry.cssClass(), x, baseline - 10, COLOUR, 11);
            }
            svg.text("legend", x + entry.sample(), baseline, entry.name());
        }
    }

    /** Where an entry begins; {@code at} is the free place and the row before and afterwards. */
    private static double place(Entry entry, double[] at, double width) {
        if (at[0] > 0 && at[0] + entry.width() > width) {
            at[0] = 0;
            at[1]++;
        }
        double x = at[0];
        at[0] += entry.width() + GAP;
        return x;
    }
}
