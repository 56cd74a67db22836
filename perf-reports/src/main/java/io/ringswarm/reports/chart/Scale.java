package io.ringswarm.reports.chart;

import java.util.ArrayList;
import java.util.List;

/** Maps values to pixels, straight or by their logarithm, and knows which round values to name on the axis. */
final class Scale {
    private final double low;
    private final double high;
    private final double fromPx;
    private final double toPx;
    private final boolean log;

    private Scale(double low, double high, double fromPx, double toPx, boolean log) {
        this.low = low;
        this.high = high;
        this.fromPx = fromPx;
        this.toPx = toPx;
        this.log = log;
    }

    static Scale linear(double low, double high, double fromPx, double toPx) {
        return new Scale(low, high > low ? high : low + 1, fromPx, toPx, false);
    }

    static Scale log(double low, double high, double fromPx, double toPx) {
        return new Scale(low, high > low ? high : low * 10, fromPx, toPx, true);
    }

    /** A logarithmic scale whose ends are full decades, or a 2 or 5 within one, around the values. */
    static Scale logAround(double low, double high, double fromPx, double toPx) {
        double floor = roundDown(Math.max(low, 1));
        double ceiling = roundUp(Math.max(high, floor * 1.01));
        if (ceiling / floor < 10) {
            ceiling = roundUp(floor * 10);
        }
        return log(floor, ceiling, fromPx, toPx);
    }

    double px(double value) {
        double clamped = Math.min(high, Math.max(low, value));
        double share = log
                ? (Math.log(clamped) - Math.log(low)) / (Math.log(high) - Math.log(low))
                : (clamped - low) / (high - low);
        return fromPx + share * (toPx - fromPx);
    }

    double low() {
        return low;
    }

    double high() {
        return high;
    }

    /** Powers of ten within the scale, thinned when they would stand closer than a distance. */
    List<Double> decades(double minGapPx) {
        List<Double> ticks = new ArrayList<>();
        double perDecade = Math.abs(toPx - fromPx) / Math.log10(high / low);
        int step = (int) Math.max(1, Math.ceil(minGapPx / perDecade));
        for (double tick = Math.pow(10, Math.ceil(Math.log10(low) - 1e-9));
                tick <= high * 1.000001;
                tick *= Math.pow(10, step)) {
            ticks.add(tick);
        }
        return ticks;
    }

    /** Multiples of 1, 2 or 5 times a power of ten, at least a distance apart and at least {@code smallest}. */
    List<Double> round(double minGapPx, double smallest) {
        double perUnit = Math.abs(toPx - fromPx) / (high - low);
        double step = Math.max(smallest, roundUp(minGapPx / perUnit));
        List<Double> ticks = new ArrayList<>();
        for (long i = (long) Math.ceil(low / step - 1e-9); i * step <= high + step * 1e-9; i++) {
            ticks.add(i * step);
        }
        return ticks;
    }

    static double roundUp(double value) {
        double decade = Math.pow(10, Math.floor(Math.log10(value) + 1e-12));
        for (int factor : new int[] {1, 2, 5}) {
            if (decade * factor >= value * (1 - 1e-12)) {
                return decade * factor;
            }
        }
        return decade * 10;
    }

    private static double roundDown(double value) {
        double decade = Math.pow(10, Math.floor(Math.log10(value) + 1e-12));
        for (int factor : new int[] {5, 2}) {
            if (decade * factor <= value * (1 + 1e-12)) {
                return decade * factor;
            }
        }
        return decade;
    }
}
