package io.ringswarm.reports.chart;

import io.ringswarm.reports.run.Interval;
import io.ringswarm.reports.run.ResponseBuckets;
import io.ringswarm.reports.words.Quantity;
import java.util.List;

/**
 * How many messages took how long in which second: a column for each second, or for several when there are more than fit, and
 * a row for each bucket. Colours stand for powers of ten of messages per second, so that one slow message among a hundred
 * thousand is seen.
 */
final class HeatMap {
    /** Cells reach a little below their end, or rounding leaves a gap between rows here and there. */
    private static final double SEAM_PX = 0.2;

    private static final int LEVELS = 6;

    private final int secondsPerColumn;
    private final double[][] perSecond;
    private int lowest = ResponseBuckets.COUNT;
    private int highest = -1;
    private double most;

    /**
     * Counts.
     *
     * @param intervals the seconds
     * @param mostColumns how many columns fit
     */
    HeatMap(List<Interval> intervals, int mostColumns) {
        int seconds = TimeAxis.lastSecond(intervals) + 1;
        secondsPerColumn = (seconds + mostColumns - 1) / mostColumns;
        int columns = (seconds + secondsPerColumn - 1) / secondsPerColumn;
        perSecond = new double[columns][ResponseBuckets.COUNT];
        int[] measured = new int[columns];
        for (Interval interval : intervals) {
            if (interval.responses() != null) {
                measured[interval.second() / secondsPerColumn]++;
                add(perSecond[interval.second() / secondsPerColumn], interval.responses());
            }
        }
        for (int column = 0; column < columns; column++) {
            for (int bucket = 0; bucket < ResponseBuckets.COUNT; bucket++) {
                perSecond[column][bucket] /= Math.max(1, measured[column]);
                most = Math.max(most, perSecond[column][bucket]);
                if (perSecond[column][bucket] > 0) {
                    lowest = Math.min(lowest, bucket);
                    highest = Math.max(highest, bucket);
                }
            }
        }
    }

    private static void add(double[] column, List<Long> counts) {
        for (int bucket = 0; bucket < Math.min(column.length, counts.size()); bucket++) {
            column[bucket] += counts.get(bucket);
        }
    }

    /** Whether there is any message to show. */
    boolean measured() {
        return highest >= 0;
    }

    int secondsPerColumn() {
        return secondsPerColumn;
    }

    /** Where the lowest bucket with messages begins. */
    double lowestNs() {
        return beginNs(lowest);
    }

    /** Where the highest bucket with messages ends. */
    double highestNs() {
        return endNs(highest);
    }

    /** Names the colours. */
    void explain(Legend legend) {
        boolean[] used = new boolean[LEVELS];
        for (double[] column : perSecond) {
            for (double messages : column) {
                if (messages > 0) {
                    used[level(messages)] = true;
                }
            }
        }
        legend.words("Messages/s:");
        for (int level = 0; level < LEVELS; level++) {
            if (used[level]) {
                double end = Math.pow(10, decades() - LEVELS + 1.0 + level);
                legend.colour("heat h" + level, "< " + Quantity.axis(end));
            }
        }
    }

    /** Draws the cells; neighbours in time of one colour are one piece. */
    void draw(Svg svg, Scale x, Scale y) {
        StringBuilder[] levels = new StringBuilder[LEVELS];
        for (int level = 0; level < LEVELS; level++) {
            levels[level] = new StringBuilder();
        }
        for (int bucket = lowest; bucket <= highest; bucket++) {
            double top = y.px(endNs(bucket));
            double height = y.px(beginNs(bucket)) - top;
            int column = 0;
            while (column < perSecond.length) {
                int from = column;
                int level = level(perSecond[from][bucket]);
                do {
                    column++;
                } while (column < perSecond.length && level(perSecond[column][bucket]) == level);
                if (level >= 0) {
                    double left = x.px((double) from * secondsPerColumn);
                    double width = x.px((double) column * secondsPerColumn) - left;
                    levels[level].append(Svg.box(left, top, width, height + SEAM_PX));
                }
            }
        }
        for (int level = 0; level < LEVELS; level++) {
            svg.path("heat h" + level, levels[level].toString());
        }
    }

    /** The colour's number; -1 for none. */
    private int level(double messages) {
        if (messages <= 0) {
            return -1;
        }
        int decade = (int) Math.floor(Math.log10(messages) + 1e-9);
        return Math.max(0, Math.min(LEVELS - 1, decade - decades() + LEVELS));
    }

    /** The largest cell is below ten to this. */
    private int decades() {
        return (int) Math.floor(Math.log10(most) + 1e-9) + 1;
    }

    private static double beginNs(int bucket) {
        return bucket == 0 ? ResponseBuckets.FIRST_END_NS / quarterDecade() : ResponseBuckets.endNs(bucket - 1);
    }

    private static double endNs(int bucket) {
        return bucket == ResponseBuckets.COUNT - 1 ? beginNs(bucket) * quarterDecade() : ResponseBuckets.endNs(bucket);
    }

    private static double quarterDecade() {
        return Math.pow(10, 0.25);
    }
}
