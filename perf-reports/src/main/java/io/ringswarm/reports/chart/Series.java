package io.ringswarm.reports.chart;

import io.ringswarm.reports.run.Interval;
import java.util.List;
import java.util.function.Function;

/** One measure over the seconds of a run, with gaps where it was not measured; of very long runs several seconds make one point. */
final class Series {
    /** More points than this are not told apart on a screen. */
    static final int MAX_POINTS = 1200;

    private final int[] seconds;
    private final Double[] values;
    private final int secondsPerPoint;

    private Series(int[] seconds, Double[] values, int secondsPerPoint) {
        this.seconds = seconds;
        this.values = values;
        this.secondsPerPoint = secondsPerPoint;
    }

    /** A point is the largest value of its seconds: no second that was bad disappears. */
    static Series of(List<Interval> intervals, Function<Interval, ? extends Number> measure) {
        int secondsPerPoint = secondsPerPoint(intervals.size());
        int points = (intervals.size() + secondsPerPoint - 1) / secondsPerPoint;
        int[] seconds = new int[points];
        Double[] values = new Double[points];
        for (int i = 0; i < intervals.size(); i++) {
            int point = i / secondsPerPoint;
            Number value = measure.apply(intervals.get(i));
            if (i % secondsPerPoint == 0) {
                seconds[point] = intervals.get(i).second();
            }
            if (value != null) {
                double number = value.doubleValue();
                values[point] = values[point] == null ? (Double) number : (Double) Math.max(values[point], number);
            }
        }
        return new Series(seconds, values, secondsPerPoint);
    }

    static int secondsPerPoint(int intervals) {
        return (intervals + MAX_POINTS - 1) / MAX_POINTS == 0 ? 1 : (intervals + MAX_POINTS - 1) / MAX_POINTS;
    }

    int size() {
        return values.length;
    }

    int second(int point) {
        return seconds[point];
    }

    int secondsPerPoint() {
        return secondsPerPoint;
    }

    /** Null where it was not measured. */
    Double value(int point) {
        return values[point];
    }

    boolean measured() {
        for (Double value : values) {
            if (value != null) {
                return true;
            }
        }
        return false;
    }

    double max() {
        double max = 0;
        for (Double value : values) {
            max = value == null ? max : Math.max(max, value);
        }
        return max;
    }

    double minAboveZero(double otherwise) {
        double min = Double.POSITIVE_INFINITY;
        for (Double value : values) {
            min = value == null || value <= 0 ? min : Math.min(min, value);
        }
        return min == Double.POSITIVE_INFINITY ? otherwise : min;
    }

    long pointsAboveZero() {
        long points = 0;
        for (Double value : values) {
            points += value != null && value > 0 ? 1 : 0;
        }
        return points;
    }

    /** The path of the line; it breaks at gaps, and a point alone between two gaps is a short dash. */
    String path(Scale x, Scale y) {
        StringBuilder data = new StringBuilder();
        boolean drawing = false;
        for (int i = 0; i < values.length; i++) {
            if (values[i] == null) {
                drawing = false;
                continue;
            }
            double middle = seconds[i] + secondsPerPoint / 2.0;
            String height = Svg.number(y.px(values[i]));
            if (!drawing && (i + 1 == values.length || values[i + 1] == null)) {
                data.append('M')
                        .append(Svg.number(x.px(seconds[i])))
                        .append(' ')
                        .append(height);
                data.append('L')
                        .append(Svg.number(x.px(seconds[i] + secondsPerPoint)))
                        .append(' ')
                        .append(height);
            } else {
                data.append(drawing ? 'L' : 'M')
                        .append(Svg.number(x.px(middle)))
                        .append(' ')
                        .append(height);
            }
            drawing = true;
        }
        return data.toString();
    }
}
