package io.ringswarm.reports.run;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.util.Arrays;
import java.util.List;

/**
 * What a load has measured beside the latency of its messages, once in each of its rounds, such as the time that it takes to
 * spawn its agents.
 *
 * @param name the figure's, as an objective names it: such as {@code spawnAll}
 * @param unit {@code ns} for times, {@code B} for memory
 * @param count how often it was measured
 * @param min the least; null when never measured
 * @param median half of the measurements are at most this; null with fewer than {@value #MIN_COUNT} of them
 * @param max the most; null when never measured
 */
@JsonPropertyOrder({"name", "unit", "count", "min", "median", "max"})
public record LoadFigure(String name, String unit, long count, Double min, Double median, Double max) {
    /**
     * A median is stated from so many measurements on: with 97 % probability the true one lies between the least and the
     * most of six, as all of them are on one side of it with a probability of {@code 2 * 0.5^6}.
     */
    public static final int MIN_COUNT = 6;

    /**
     * Checks that the figure has a name and a unit and that numbers are finite.
     *
     * @param name the figure's
     * @param unit {@code ns} or {@code B}
     * @param count how often it was measured
     * @param min the least
     * @param median the middle
     * @param max the most
     */
    public LoadFigure {
        Expect.text("figures.name", name);
        Expect.text("figures.unit", unit);
        Expect.notNegative("figures.count", count);
        Expect.finite("figures.min", min);
        Expect.finite("figures.median", median);
        Expect.finite("figures.max", max);
    }

    /**
     * Sums measurements up.
     *
     * @param name the figure's
     * @param unit {@code ns} or {@code B}
     * @param measured in that unit, in any order
     * @return the figure
     */
    public static LoadFigure of(String name, String unit, List<Double> measured) {
        double[] sorted = measured.stream().mapToDouble(Double::doubleValue).toArray();
        Arrays.sort(sorted);
        int count = sorted.length;
        if (count == 0) {
            return new LoadFigure(name, unit, 0, null, null, null);
        }
        Double median = count < MIN_COUNT ? null : (Double) ((sorted[(count - 1) / 2] + sorted[count / 2]) / 2);
        return new LoadFigure(name, unit, count, sorted[0], median, sorted[count - 1]);
    }
}
