package io.ringswarm.reports.chart;

import java.util.Locale;

/** The widths every chart is drawn in; the page shows the one that fits, so that letters keep their size. */
public enum ChartWidth {
    /** For telephones. */
    NARROW(400, 54),
    /** For half a screen and for paper. */
    MIDDLE(700, 64),
    /** For a whole screen. */
    WIDE(1080, 64);

    private final int px;
    private final int gutterPx;

    ChartWidth(int px, int gutterPx) {
        this.px = px;
        this.gutterPx = gutterPx;
    }

    int px() {
        return px;
    }

    /** The space left of the plot, for the labels of the vertical axis. */
    int gutterPx() {
        return gutterPx;
    }

    String cssClass() {
        return "chart " + name().toLowerCase(Locale.ROOT);
    }
}
