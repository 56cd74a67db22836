package io.ringswarm.harness.load.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringswarm.reports.diff.DiffMetric;
import io.ringswarm.reports.diff.DiffReport;
import io.ringswarm.reports.diff.DiffWords;
import io.ringswarm.reports.diff.RunBlocks;
import io.ringswarm.reports.diff.RunDiff;
import io.ringswarm.reports.diff.UnusableRunException;
import io.ringswarm.reports.files.SavedRuns;
import io.ringswarm.reports.run.BaselineMetric;
import io.ringswarm.reports.run.MetricVerdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * How often {@code diff} is wrong on this machine, and whether it sees a slow-down of a tenth: real runs, each in a process of its own.
 * A round runs a load, the same load again, and the load with a tenth more work for each message, in random order. Run by hand on a
 * quiet machine, see {@code docs/regressions.md}; it takes what is in its folder already, so that it may be stopped and started again.
 */
class DiffStudy {
    private static final Path LAUNCHER =
            Path.of("..", "bin", "ringswarm").toAbsolutePath().normalize();
    private static final Path FOLDER =
            Path.of(System.getProperty("study.folder", "target/diff-study")).toAbsolutePath();
    private static final int ROUNDS = Integer.getInteger("study.rounds", 40);
    private static final String SECONDS = System.getProperty("study.seconds", "10");
    private static final String RATE = System.getProperty("study.rate", "200k");
    private static final String WORK = "2us";
    private static final String MORE_WORK = "2200ns";
    private static final long SEED = Long.getLong("study.seed", 1);
    private static final int SET = 4;

    /** A load, and the letters of its runs: a base, the same again, a slower one. */
    private enum Load {
        RATE_LIMITED("rate", "default", "--rate", RATE),
        CLOSED_LOOP("max", "max");

        private final String word;
        private final List<String> options;

        Load(String word, String... options) {
            this.word = word;
            this.options = List.of(options);
        }
    }

    /** How often something was found, by metric and in all. */
    private static final class Tally {
        private final Map<String, Integer> found = new TreeMap<>();
        private int comparisons;
        private int worse;
        private int better;

        void add(DiffReport report) {
            comparisons++;
            worse += report.isWorse() ? 1 : 0;
            better += report.metrics().stream().anyMatch(metric -> metric.verdict() == MetricVerdict.BETTER) ? 1 : 0;
            report.metrics().stream()
                    .filter(metric -> metric.verdict() == MetricVerdict.WORSE)
                    .forEach(metric -> found.merge(DiffWords.label(metric), 1, Integer::sum));
        }

        @Override
        public String toString() {
            return worse + " of " + comparisons + " worse " + found + ", " + better + " better";
        }
    }

    @Test
    @Timeout(value = 12, unit = TimeUnit.HOURS)
    void shouldSaySeldomThatLikeRunsDifferAndOftenThatSlowerOnesDo() throws Exception {
        Random random = new Random(SEED);
        List<String> lines = new ArrayList<>(List.of("rounds " + ROUNDS + ", " + SECONDS + " s each, work " + WORK
                + " and " + MORE_WORK + ", seed " + SEED));
        for (Load load : Load.values()) {
            for (int round = 0; round < ROUNDS; round++) {
                runRound(load, round, random);
            }
            judge(load, lines);
        }
        Files.createDirectories(FOLDER);
        Files.write(FOLDER.resolve("study.txt"), lines);
        lines.forEach(System.out::println);
    }

    private static void runRound(Load load, int round, Random random) throws Exception {
        List<String> letters = new ArrayList<>(List.of("a", "b", "c"));
        Collections.shuffle(letters, random);
        for (String letter : letters) {
            Path folder = folder(load, letter, round);
            if (!Files.exists(folder.resolve("report.json"))) {
                List<String> words = new ArrayList<>(List.of(LAUNCHER.toString(), "run"));
                words.addAll(load.options);
                words.addAll(List.of("-d", SECONDS + "s", "--warmup", "3s", "--slo", "lost=0", "--work"));
                words.add(letter.equals("c") ? MORE_WORK : WORK);
                words.addAll(List.of("--report-dir", folder.toString()));
                int code = new ProcessBuilder(words).inheritIO().start().waitFor();
                assertThat(code).as(String.join(" ", words)).isIn(0, 1, 3);
            }
        }
    }

    private static void judge(Load load, List<String> lines) throws IOException, UnusableRunException {
        List<RunBlocks[]> rounds = new ArrayList<>();
        int setAside = 0;
        for (int round = 0; round < ROUNDS; round++) {
            try {
                rounds.add(new RunBlocks[] {read(load, "a", round), read(load, "b", round), read(load, "c", round)});
            } catch (UnusableRunException e) {
                setAside++;
                lines.add(load.word + ": set aside: " + e.getMessage());
            }
        }
        lines.add(load.word + ": " + rounds.size() + " rounds count, " + setAside + " set aside");
        singles(load, rounds, lines);
        sets(load, rounds, lines);
    }

    /** One run against one, with the default bands, and with those that the other rounds show. */
    private static void singles(Load load, List<RunBlocks[]> rounds, List<String> lines) throws UnusableRunException {
        Tally alike = new Tally();
        Tally slower = new Tally();
        Tally alikeByNoise = new Tally();
        Tally slowerByNoise = new Tally();
        List<BaselineMetric> bands = List.of();
        for (RunBlocks[] round : rounds) {
            alike.add(diff(List.of(round[0]), List.of(round[1]), List.of()));
            slower.add(diff(List.of(round[0]), List.of(round[2]), List.of()));
            List<RunBlocks> others = new ArrayList<>();
            rounds.stream().filter(other -> other != round).forEach(other -> others.add(other[0]));
            if (others.size() > 1) {
                DiffReport report = diff(List.of(round[0]), List.of(round[1]), others);
                alikeByNoise.add(report);
                bands = report.metrics();
                slowerByNoise.add(diff(List.of(round[0]), List.of(round[2]), others));
            }
        }
        lines.add(load.word + ", default bands, like runs: " + alike);
        lines.add(load.word + ", default bands, a tenth more work: " + slower);
        lines.add(load.word + ", bands of the other rounds, like runs: " + alikeByNoise);
        lines.add(load.word + ", bands of the other rounds, a tenth more work: " + slowerByNoise);
        StringBuilder text = new StringBuilder(load.word + ", bands that like runs show:");
        bands.forEach(metric -> text.append(String.format(
                Locale.ROOT,
                " %s %.1f %% (default %.0f %%)",
                DiffWords.label(metric),
                100 * metric.band(),
                100 * DiffMetric.of(metric.metric()).defaultBand())));
        lines.add(text.toString());
    }

    /** Sets of four runs against sets of four, the noise from the base's own. */
    private static void sets(Load load, List<RunBlocks[]> rounds, List<String> lines) throws UnusableRunException {
        Tally alike = new Tally();
        Tally slower = new Tally();
        for (int from = 0; from + SET <= rounds.size(); from += SET) {
            List<RunBlocks[]> set = rounds.subList(from, from + SET);
            List<RunBlocks> base = set.stream().map(round -> round[0]).toList();
            alike.add(diff(base, set.stream().map(round -> round[1]).toList(), List.of()));
            slower.add(diff(base, set.stream().map(round -> round[2]).toList(), List.of()));
        }
        lines.add(load.word + ", sets of " + SET + ", like runs: " + alike);
        lines.add(load.word + ", sets of " + SET + ", a tenth more work: " + slower);
    }

    private static DiffReport diff(List<RunBlocks> base, List<RunBlocks> fresh, List<RunBlocks> noise)
            throws UnusableRunException {
        return new RunDiff(base, fresh).noise(noise).ignoreLoad().judge();
    }

    private static RunBlocks read(Load load, String letter, int round) throws IOException, UnusableRunException {
        return SavedRuns.read(folder(load, letter, round)).get(0);
    }

    private static Path folder(Load load, String letter, int round) {
        return FOLDER.resolve(String.format(Locale.ROOT, "%s-%s-%03d", load.word, letter, round));
    }
}
