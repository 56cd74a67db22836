package io.ringswarm.reports.chart;

import io.ringswarm.reports.run.Baseline;
import io.ringswarm.reports.run.BaselineMetric;
import io.ringswarm.reports.run.Percentile;
import java.util.Map;
import java.util.TreeMap;

/** The percentiles that a baseline states, joined by lines: what is between them is not known. */
final class BaselineCurve {
    private static final double DOT = 2.5;

    private final TreeMap<Double, Double> nsByPosition = new TreeMap<>();

    /**
     * Takes the percentiles.
     *
     * @param baseline null when there is none
     */
    BaselineCurve(Baseline baseline) {
        if (baseline != null) {
            for (BaselineMetric metric : baseline.metrics()) {
                for (Percentile percentile : Percentile.values()) {
                    if (percentile.key().equals(metric.metric()) && metric.base() != null && metric.base() > 0) {
                        nsByPosition.put(100 / (100 - percentile.percent()), metric.base());
                    }
                }
            }
        }
    }

    boolean known() {
        return !nsByPosition.isEmpty();
    }

    double lowestNs(double otherwise) {
        return nsByPosition.values().stream().min(Double::compare).orElse(otherwise);
    }

    double highestNs(double otherwise) {
        return nsByPosition.values().stream().max(Double::compare).orElse(otherwise);
    }

    void draw(Svg svg, Scale x, Scale y) {
        StringBuilder line = new StringBuilder();
        StringBuilder dots = new StringBuilder();
        for (Map.Entry<Double, Double> point : nsByPosition.entrySet()) {
            if (point.getKey() <= x.high()) {
                double left = x.px(point.getKey());
                double top = y.px(point.getValue());
                line.append(line.length() == 0 ? 'M' : 'L')
                        .append(Svg.number(left))
                        .append(' ')
                        .append(Svg.number(top));
                dots.append(Svg.box(left - DOT, top - DOT, 2 * DOT, 2 * DOT));
            }
        }
        svg.path("line s-baseline", line.toString());
        svg.path("dots-baseline", dots.toString());
    }
}
