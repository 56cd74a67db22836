package io.ringswarm.engine.work.balance;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringswarm.engine.work.schedule.LongestFirst;
import java.util.Random;
import java.util.function.ToIntFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * How long 1,500 tasks take that came at once to twelve workers with two slots each, in virtual time. Tasks take a
 * log-normal time, 16 ms on average; their estimates err by half of it either way. Each of {@value #SEEDS} seeds is run in
 * four ways with the same tasks at the same workers, so the interval is that of paired differences (Student's t).
 */
@Timeout(60)
class MakespanTest {
    private static final int SEEDS = 40;
    private static final double T_39 = 2.0227;
    private static final int WORKERS = 12;
    private static final int SLOTS = 2;
    private static final int TASKS = 1_500;
    private static final double MILLI = 1e6;

    private enum Way {
        NEITHER(false, false),
        REBALANCING(true, false),
        STEALING(false, true),
        BOTH(true, true);

        final boolean rebalances;
        final boolean steals;

        Way(boolean rebalances, boolean steals) {
            this.rebalances = rebalances;
            this.steals = steals;
        }
    }

    /** Mean over seeds and half the width of its 95 % interval. */
    private record Estimate(double mean, double half) {
        static Estimate of(double[] values) {
            double sum = 0;
            for (double value : values) {
                sum += value;
            }
            double mean = sum / values.length;
            double squares = 0;
            for (double value : values) {
                squares += (value - mean) * (value - mean);
            }
            return new Estimate(mean, T_39 * Math.sqrt(squares / (values.length - 1) / values.length));
        }
    }

    @Test
    void shouldEndAThirdSoonerWhenSkewedLoadIsRebalancedAndStolen() {
        Estimate saved = table("popularity of workers 1, 1/2, 1/3 ...", MakespanTest::zipf);
        assertThat(saved.mean() - saved.half()).as("saved, %").isGreaterThan(30);
    }

    @Test
    void shouldNotEndLaterWhenLoadIsSpreadByChance() {
        Estimate saved = table("workers by chance, all alike", random -> random.nextInt(WORKERS));
        assertThat(saved.mean() - saved.half()).as("saved, %").isPositive();
    }

    private static int zipf(Random random) {
        double harmonic = 0;
        for (int rank = 1; rank <= WORKERS; rank++) {
            harmonic += 1.0 / rank;
        }
        double left = random.nextDouble() * harmonic - 1;
        int worker = 0;
        while (left > 0 && worker < WORKERS - 1) {
            worker++;
            left -= 1.0 / (worker + 1);
        }
        return worker;
    }

    /** Prints a row for each way; returns what both together save. */
    private static Estimate table(String name, ToIntFunction<Random> placing) {
        System.out.printf("%s; seeds 1 to %d%n", name, SEEDS);
        System.out.printf("%-12s %18s %18s %20s %8s%n", "", "makespan, ms", "saved, %", "over longest first", "moves");
        double[] alone = new double[SEEDS];
        Estimate last = null;
        for (Way way : Way.values()) {
            double[] times = new double[SEEDS];
            double[] saved = new double[SEEDS];
            double[] ratios = new double[SEEDS];
            double[] moves = new double[SEEDS];
            for (int i = 0; i < SEEDS; i++) {
                Run run = run(i + 1, way, placing);
                times[i] = run.makespanNs / MILLI;
                alone[i] = way == Way.NEITHER ? times[i] : alone[i];
                saved[i] = 100 * (1 - times[i] / alone[i]);
                ratios[i] = run.makespanNs / (double) run.longestFirstNs;
                moves[i] = run.moves;
            }
            Estimate time = Estimate.of(times);
            Estimate ratio = Estimate.of(ratios);
            last = Estimate.of(saved);
            System.out.printf(
                    "%-12s %8.0f +- %6.0f %8.1f +- %6.1f %10.2f +- %6.2f %8.0f%n",
                    way, time.mean, time.half, last.mean, last.half, ratio.mean, ratio.half, Estimate.of(moves).mean);
        }
        return last;
    }

    private record Run(long makespanNs, long longestFirstNs, int moves) {}

    private static Run run(long seed, Way way, ToIntFunction<Random> placing) {
        Random random = new Random(seed);
        SimulatedDesk desk = new SimulatedDesk(false, Rebalancer.DEFAULT_INTERVAL_NS);
        for (int i = 0; i < WORKERS; i++) {
            desk.hire(SLOTS, 0);
        }
        long[] took = new long[TASKS];
        for (int i = 0; i < TASKS; i++) {
            took[i] = 1 + (long) (10 * MILLI * Math.exp(random.nextGaussian()));
            long estimate = 1 + (long) (took[i] * Math.exp(0.5 * random.nextGaussian()));
            desk.submit(desk.workers.get(placing.applyAsInt(random)), estimate, took[i], 0, false);
        }
        desk.startAll();
        if (way.steals) {
            desk.workers.forEach(desk::stealFor);
        }
        while (desk.busy()) {
            if (way.rebalances && desk.rebalancer.due(desk.nowNs)) {
                desk.checkedRound();
            }
            desk.advance(desk.nextEndNs(), way.steals);
        }
        assertThat(desk.ended).isEqualTo(TASKS);
        return new Run(desk.nowNs, LongestFirst.makespanNs(took, WORKERS * SLOTS), desk.moves.size());
    }
}
