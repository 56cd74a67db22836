package io.ringswarm.reports.chart;

import java.util.Locale;

/** The widths every chart is drawn in; the page shows the one that fits, so that letters keep their size. */
public enum ChartWidth {
    /** For telephones. */
    NARROW(400, 54, 60),
    /** For half a screen and for paper. */
    MIDDLE(700, 64, 110),
    /** For a whole screen. */
    WIDE(1080, 64, 150);

    private final int px;
    private final int gutterPx;
    private final int columns;

    ChartWidth(int px, int gutterPx, int columns) {
        this.px = px;
        this.gutterPx = gutterPx;
        this.columns = columns;
    }

    int px() {
        return px;
    }

    /** The space left of the plot, for the labels of the vertical axis. */
    int gutterPx() {
        return gutterPx;
    }

    /** How many columns of a heat map are told apart. */
    int columns() {
        return columns;
    }

    String cssClass() {
        return "chart " + name().toLowerCase(Locale.ROOT);
    }
}
