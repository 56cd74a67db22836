package io.ringswarm.engine.work.routing;

import java.util.Arrays;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * When each strategy pays: all of them in each setting, by name only, in virtual time, so that it prints the same on each
 * machine. Its output is the tables of docs/routing.md.
 */
class RoutingAblation {
    private static final int SEEDS = 20;

    /** Student's t for 95 %, two-sided, with {@value #SEEDS} - 1 degrees of freedom. */
    private static final double T = 2.093;

    private static final int WORKERS = 16;
    private static final int TASKS = 10_000;

    private static final Setting[] SETTINGS = {
        new Setting("alike: equal workers, exponential times, a steady rate", WORKERS, TASKS),
        new Setting("idle: speeds 1 to 10, exponential times, so few tasks that most workers have none", WORKERS, TASKS)
                .load(0.15)
                .speedSpread(10),
        new Setting("uneven: speeds 1 to 4, heavy-tailed times, bursts, one worker slow for a while", WORKERS, TASKS)
                .speedSpread(4)
                .tail(1.8)
                .bursts()
                .slowPhase(),
        new Setting(
                        "keys: a task takes three times as long where its key is not kept; Zipf over 300 keys",
                        WORKERS,
                        TASKS)
                .load(0.4)
                .keys(300),
        new Setting("skills: four kinds, three workers in four do one only, three times as fast", WORKERS, TASKS)
                .load(1.4)
                .skills(),
        new Setting("failing: every fourth worker is twice as fast and fails one task in five", WORKERS, TASKS)
                .failing(4),
    };

    @Test
    @Timeout(600)
    void all() {
        for (Setting setting : SETTINGS) {
            System.out.println("\n**" + setting.name + "**\n");
            System.out.println("| strategy | mean, ms | P95, ms | P99, ms | worst imbalance | failed, % |");
            System.out.println("|---|---|---|---|---|---|");
            for (Strategies strategy : Strategies.values()) {
                System.out.println(row(setting, strategy));
            }
        }
    }

    private static String row(Setting setting, Strategies strategy) {
        Simulation.Outcome[] outcomes = LongStream.rangeClosed(1, SEEDS)
                .mapToObj(seed -> new Simulation(setting, seed, strategy).run())
                .toArray(Simulation.Outcome[]::new);
        return "| " + strategy.key()
                + cell(outcomes, Simulation.Outcome::meanMs)
                + cell(outcomes, outcome -> outcome.percentileMs(95))
                + cell(outcomes, outcome -> outcome.percentileMs(99))
                + cell(outcomes, Simulation.Outcome::worstImbalance)
                + cell(outcomes, Simulation.Outcome::failedPercent) + " |";
    }

    /** The mean over the seeds and half of its interval's width. */
    private static String cell(Simulation.Outcome[] outcomes, ToDoubleFunction<Simulation.Outcome> value) {
        double[] values = Arrays.stream(outcomes).mapToDouble(value).toArray();
        double mean = Arrays.stream(values).average().orElseThrow();
        double squares =
                Arrays.stream(values).map(one -> (one - mean) * (one - mean)).sum();
        double half = T * Math.sqrt(squares / (SEEDS - 1) / SEEDS);
        return String.format(Locale.ROOT, " | %.1f ± %.1f", mean, half);
    }
}
