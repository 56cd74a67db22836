package io.ringswarm.harness.load.tasks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
class TaskPlanTest {
    private static final double MEAN_NS = 100e6;
    private static final int MANY = 400_000;

    /** Of so many standard errors from the truth a sum is in one of two million runs; seeds are fixed, and none is. */
    private static final double ERRORS = 5;

    @ParameterizedTest
    @ValueSource(doubles = {0.1, 0.5, 1})
    void shouldHaveTheMeanAndTheSigmaOfTheScenarioWhateverTheSigma(double sigma) {
        long seed = 42;
        System.out.printf("seed=%d sigma=%s%n", seed, sigma);
        TaskPlan plan = TaskPlan.of(load(MANY, sigma, 0, 0, seed), 0);

        double[] ns = values(plan, plan::durationNs);
        double deviation = MEAN_NS * Math.sqrt(Math.expm1(sigma * sigma));
        assertThat(mean(ns)).isCloseTo(MEAN_NS, Offset.offset(ERRORS * deviation / Math.sqrt(MANY)));
        double[] logs = values(plan, task -> Math.log(plan.durationNs(task)));
        assertThat(mean(logs))
                .isCloseTo(Math.log(MEAN_NS) - sigma * sigma / 2, Offset.offset(ERRORS * sigma / Math.sqrt(MANY)));
        assertThat(deviation(logs)).isCloseTo(sigma, Offset.offset(ERRORS * sigma / Math.sqrt(2.0 * MANY)));
    }

    @Test
    void shouldEstimateTooHighAsOftenAsTooLowAndIndependentlyOfTheDuration() {
        long seed = 7;
        System.out.printf("seed=%d%n", seed);
        TaskPlan plan = TaskPlan.of(load(MANY, 0.5, 0.3, 0, seed), 0);

        double[] errors = values(plan, task -> Math.log((double) plan.estimateNs(task) / plan.durationNs(task)));
        assertThat(mean(errors)).isCloseTo(0, Offset.offset(ERRORS * 0.3 / Math.sqrt(MANY)));
        assertThat(deviation(errors)).isCloseTo(0.3, Offset.offset(ERRORS * 0.3 / Math.sqrt(2.0 * MANY)));
        double high = Arrays.stream(errors).filter(error -> error > 0).count() / (double) MANY;
        assertThat(high).isCloseTo(0.5, Offset.offset(ERRORS * 0.5 / Math.sqrt(MANY)));
        double[] together =
                values(plan, task -> errors[task] * (Math.log(plan.durationNs(task)) - Math.log(MEAN_NS) + 0.125));
        assertThat(mean(together)).isCloseTo(0, Offset.offset(ERRORS * 0.3 * 0.5 / Math.sqrt(MANY)));
    }

    @Test
    void shouldSubmitAtOnceOrWithExponentialGaps() {
        TaskPlan atOnce = TaskPlan.of(load(50, 0.5, 0.3, 0, 1), 0);
        assertThat(values(atOnce, atOnce::submitNs)).containsOnly(0);

        TaskPlan spaced = TaskPlan.of(load(MANY, 0.5, 0, 1e6, 1), 0);
        double[] gaps = IntStream.range(1, MANY)
                .mapToDouble(task -> spaced.submitNs(task) - spaced.submitNs(task - 1))
                .toArray();
        assertThat(Arrays.stream(gaps).min().orElseThrow()).isNotNegative();
        assertThat(mean(gaps)).isCloseTo(1e6, Offset.offset(ERRORS * 1e6 / Math.sqrt(MANY)));
        assertThat(deviation(gaps)).isCloseTo(1e6, Offset.offset(3 * ERRORS * 1e6 / Math.sqrt(MANY)));
    }

    @Test
    void shouldBeTheSamePlanForTheSameSeedAndRoundOnly() {
        TaskPlan plan = TaskPlan.of(load(20, 0.5, 0.3, 1e6, 42), 3);

        assertThat(all(TaskPlan.of(load(20, 0.5, 0.3, 1e6, 42), 3))).isEqualTo(all(plan));
        assertThat(all(TaskPlan.of(load(20, 0.5, 0.3, 1e6, 42), 4))).isNotEqualTo(all(plan));
        assertThat(all(TaskPlan.of(load(20, 0.5, 0.3, 1e6, 43), 3))).isNotEqualTo(all(plan));
        TaskPlan longer = TaskPlan.of(load(40, 0.5, 0.3, 1e6, 42), 3);
        assertThat(Arrays.copyOf(values(longer, longer::durationNs), 20))
                .as("the first tasks of more")
                .isEqualTo(values(plan, plan::durationNs));
        TaskPlan exact = TaskPlan.of(load(20, 0.5, 0, 0, 42), 3);
        assertThat(values(exact, exact::durationNs))
                .as("whatever the estimates and gaps")
                .isEqualTo(values(plan, plan::durationNs));
        assertThat(values(exact, exact::estimateNs)).isEqualTo(values(exact, exact::durationNs));
    }

    @Test
    void shouldTakeTheSameTimeForEachTaskWhenThereIsNoSpread() {
        TaskPlan plan = TaskPlan.of(load(10, 0, 0, 0, 42), 0);

        assertThat(values(plan, plan::durationNs)).containsOnly(MEAN_NS);
        assertThat(plan.offlineMakespanNs(1)).as("10 tasks on 4 workers").isEqualTo(3 * (long) MEAN_NS);
        assertThat(plan.offlineMakespanNs(2)).as("two at a time").isEqualTo(2 * (long) MEAN_NS);
    }

    @Test
    void shouldNameEveryValueThatCannotBe() {
        assertThatThrownBy(() -> new TaskLoad(0, 0, 0, -1, Double.NaN, -1, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("tasks=0 (expected: 1 or more); workers=0 (expected: 1 or more); "
                        + "meanTask=0.0 ns (expected: above 0); taskSigma=-1.0 (expected: 0 to 4); "
                        + "estimateError=NaN (expected: 0 to 4); meanGap=-1.0 ns (expected: 0 or more)");
    }

    private static TaskLoad load(int tasks, double sigma, double error, double gapNs, long seed) {
        return new TaskLoad(tasks, 4, MEAN_NS, sigma, error, gapNs, seed);
    }

    private static double[] values(TaskPlan plan, IntToDoubleFunction value) {
        return IntStream.range(0, plan.tasks()).mapToDouble(value).toArray();
    }

    private static String all(TaskPlan plan) {
        return Arrays.toString(values(plan, plan::submitNs))
                + Arrays.toString(values(plan, plan::durationNs))
                + Arrays.toString(values(plan, plan::estimateNs));
    }

    private static double mean(double[] values) {
        return Arrays.stream(values).average().orElseThrow();
    }

    private static double deviation(double[] values) {
        double mean = mean(values);
        return Math.sqrt(Arrays.stream(values)
                .map(value -> (value - mean) * (value - mean))
                .average()
                .orElseThrow());
    }
}
