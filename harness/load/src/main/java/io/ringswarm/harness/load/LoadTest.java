package io.ringswarm.harness.load;

import io.ringswarm.harness.load.custom.CustomWorkload;
import io.ringswarm.harness.load.measure.RunListener;
import io.ringswarm.harness.load.run.LoadRun;
import io.ringswarm.harness.load.run.RunId;
import io.ringswarm.harness.load.scenario.InvalidInputException;
import io.ringswarm.harness.load.scenario.Layer;
import io.ringswarm.harness.load.scenario.NearestName;
import io.ringswarm.harness.load.scenario.ScenarioConfig;
import io.ringswarm.harness.load.scenario.ScenarioOption;
import io.ringswarm.harness.load.scenario.ScenarioResolver;
import io.ringswarm.harness.load.scenario.ScenarioSource;
import io.ringswarm.harness.load.scenario.Setting;
import io.ringswarm.harness.load.scenario.Settings;
import io.ringswarm.reports.files.ReportFolder;
import io.ringswarm.reports.run.RunReport;
import io.ringswarm.reports.run.VerdictStatus;
import io.ringswarm.reports.words.VerdictSentence;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * A load test as a part of a test suite, with any test framework:
 *
 * <pre>{@code
 * LoadTest.of(new PricingLoad()).agents(16).rate("50k").duration("5s").slo("p99<1ms", "lost=0").run();
 * }</pre>
 *
 * <p>What can be set, what it means and what it is when it is not set are as on the command line, whose options have the
 * same names; environment variables are not read. A value that cannot be used is refused when the test is run, with the words of the
 * command line. Each run launches an engine and closes it, prints nothing, and leaves no thread behind. Confined to one
 * thread; one run at a time in a JVM, or they disturb each other.
 */
public final class LoadTest {
    private final CustomWorkload workload;
    private final Settings settings = new Settings();
    private final StringBuilder words;
    private final Map<String, String> tags = new LinkedHashMap<>();
    private String name;
    private Path reportDir;

    private LoadTest(CustomWorkload workload) {
        this.workload = workload;
        name = standardName(workload.getClass());
        words = new StringBuilder("LoadTest.of(new " + workload.getClass().getName() + "())");
        settings.add(ScenarioOption.WORKLOAD, new Setting(workload.getClass().getName(), Layer.FLAG, "workload"));
    }

    /**
     * A load test with the settings that the command line has when none is given, but without an objective: then it fails
     * when the engine loses, duplicates or reorders messages, and not for its speed.
     *
     * @param workload the agents and messages; of a class in a package. A test that is run again uses it again
     * @return the test, to be set up and run
     * @throws IllegalArgumentException when its class has no package
     */
    public static LoadTest of(CustomWorkload workload) {
        if (workload.getClass().getPackageName().isEmpty()) {
            throw new IllegalArgumentException(
                    "workload=" + workload.getClass().getName() + " (expected: a class in a package)");
        }
        return new LoadTest(workload);
    }

    /**
     * Sets how many agents are asked for.
     *
     * @param agents 1 to 1,000,000; default 100
     * @return this
     */
    public LoadTest agents(int agents) {
        return option("agents", String.valueOf(agents));
    }

    /**
     * Sets how many threads handle messages.
     *
     * @param shards 1 to 128; default 1
     * @return this
     */
    public LoadTest shards(int shards) {
        return option("shards", String.valueOf(shards));
    }

    /**
     * Sets how many threads send.
     *
     * @param producers 1 to 128; default 1
     * @return this
     */
    public LoadTest producers(int producers) {
        return option("producers", String.valueOf(producers));
    }

    /**
     * Sets how many slots each ring has.
     *
     * @param slots a power of two, 4 to 4,194,304; default 4,096
     * @return this
     */
    public LoadTest ringSlots(int slots) {
        return option("ring-slots", String.valueOf(slots));
    }

    /**
     * Sets the rate.
     *
     * @param perSecond messages per second, by all producers together; above 0, at most 1e9
     * @return this
     */
    public LoadTest rate(double perSecond) {
        boolean finite = !Double.isNaN(perSecond) && !Double.isInfinite(perSecond);
        return option("rate", finite ? BigDecimal.valueOf(perSecond).toPlainString() : String.valueOf(perSecond));
    }

    /**
     * Sets the rate.
     *
     * @param rate such as {@code 100k} messages per second, or {@code max} for as fast as they are accepted; default 110k
     * @return this
     */
    public LoadTest rate(String rate) {
        return option("rate", rate);
    }

    /**
     * Sets the length of the measured part.
     *
     * @param duration 1 ms to 30 days
     * @return this
     */
    public LoadTest duration(Duration duration) {
        return option("duration", duration.toNanos() + "ns");
    }

    /**
     * Sets the length of the measured part.
     *
     * @param duration such as {@code 30s}; default 10s
     * @return this
     */
    public LoadTest duration(String duration) {
        return option("duration", duration);
    }

    /**
     * Sets the length of the warm-up, which runs at the target rate and counts for nothing.
     *
     * @param warmup 0 to an hour
     * @return this
     */
    public LoadTest warmup(Duration warmup) {
        return option("warmup", warmup.toNanos() + "ns");
    }

    /**
     * Sets the length of the warm-up.
     *
     * @param warmup such as {@code 2s}, or {@code auto}, the default: until the engine is steady, at most 10 s
     * @return this
     */
    public LoadTest warmup(String warmup) {
        return option("warmup", warmup);
    }

    /**
     * Adds objectives: what must hold.
     *
     * @param objectives each such as {@code p99<1ms}, {@code rate>50k/s}, {@code success>=99.9%} or {@code lost=0}
     * @return this
     */
    public LoadTest slo(String... objectives) {
        for (String objective : objectives) {
            option("slo", objective);
        }
        return this;
    }

    /**
     * Sets any option that the command line has for a scenario.
     *
     * @param option its flag without the dashes, such as {@code idle}; {@code workload} and {@code classpath} are settled
     * @param value as on the command line
     * @return this
     * @throws IllegalArgumentException when there is no such option
     */
    public LoadTest option(String option, String value) {
        Objects.requireNonNull(value, option);
        List<ScenarioOption> known = Arrays.stream(ScenarioOption.values())
                .filter(each -> each != ScenarioOption.WORKLOAD && each != ScenarioOption.CLASSPATH)
                .toList();
        List<String> names = known.stream().map(ScenarioOption::flagName).toList();
        if (!names.contains(option)) {
            throw new IllegalArgumentException(
                    "option=" + option + " (expected: " + NearestName.oneOf(option, names) + ")");
        }
        settings.add(known.get(names.indexOf(option)), new Setting(value, Layer.FLAG, option));
        words.append(".option(\"").append(option).append("\", \"").append(value).append("\")");
        return this;
    }

    /**
     * Adds a label to the report.
     *
     * @param key not empty
     * @param value not null
     * @return this
     */
    public LoadTest tag(String key, String value) {
        tags.put(Objects.requireNonNull(key, "key"), Objects.requireNonNull(value, "value"));
        return this;
    }

    /**
     * Names the test in the report, and in the name of its runs.
     *
     * @param name letters, digits, dots, dashes and underscores, at most 64; default the workload's class, without its
     *     package
     * @return this
     */
    public LoadTest name(String name) {
        this.name = Objects.requireNonNull(name, "name");
        return this;
    }

    /**
     * Writes {@code report.html}, {@code report.md}, {@code report.json} and {@code latency.hlog}, whatever the verdict.
     *
     * @param folder takes them; made when it is not there. The report of an earlier run in it is replaced, nothing else
     * @return this
     */
    public LoadTest reportDir(Path folder) {
        reportDir = Objects.requireNonNull(folder, "folder");
        return this;
    }

    /**
     * Runs, and asks for a verdict of pass.
     *
     * @return the report
     * @throws AssertionError when an objective was missed, the engine lost, duplicated or reordered messages, or the
     *     measurement was at fault. Its first line is the verdict's sentence
     * @throws IllegalArgumentException as {@link #report()}
     * @throws UncheckedIOException as {@link #report()}
     */
    public RunReport run() {
        RunReport report = report();
        if (report.verdict().status() != VerdictStatus.PASS) {
            List<String> lines = new ArrayList<>(List.of(VerdictSentence.of(report)));
            VerdictSentence.furtherReasons(report).forEach(reason -> lines.add("- " + reason));
            report.verdict().warnings().forEach(warning -> lines.add("warning: " + warning));
            if (reportDir != null) {
                lines.add("Report: " + reportDir.toAbsolutePath().normalize());
            }
            throw new AssertionError(String.join("\n", lines));
        }
        return report;
    }

    /**
     * Runs, and leaves it to the caller to judge.
     *
     * @return the report, with the verdict
     * @throws IllegalArgumentException when a setting cannot be used, or the workload fails before anything is measured; one
     *     line that names it and what was expected
     * @throws UncheckedIOException when the report's folder cannot be used or written to
     */
    public RunReport report() {
        try {
            ScenarioSource source = new ScenarioSource(name, "LoadTest", "description: a test\n", Layer.BUILT_IN, null);
            ScenarioConfig config = ScenarioResolver.resolve(
                    source, Map.of(), settings, Path.of("").toAbsolutePath());
            ReportFolder folder = reportDir == null ? null : ReportFolder.open(reportDir, true);
            LoadRun run = new LoadRun(
                    RunId.next(name), config, words + ".run()", Map.copyOf(tags), RunListener.silent(), workload);
            LoadRun.Outcome outcome = run.run();
            if (folder != null) {
                folder.write(outcome.report(), outcome.log());
            }
            return outcome.report();
        } catch (InvalidInputException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        } catch (IOException e) {
            throw new UncheckedIOException(e.getMessage(), e);
        }
    }

    /** What is left of a class's name when its package is taken away, as far as a name may have it. */
    private static String standardName(Class<?> type) {
        String last = type.getName().substring(type.getPackageName().length());
        String plain = last.replaceAll("[^A-Za-z0-9]+", "-").replaceAll("^-+", "");
        return plain.length() <= 64 ? plain : plain.substring(0, 64);
    }
}
