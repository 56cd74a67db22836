package io.ringswarm.harness.stress;

import static java.util.stream.Collectors.toCollection;
import static java.util.stream.Collectors.toMap;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.openjdk.jcstress.Options;
import org.openjdk.jcstress.TestExecutor;
import org.openjdk.jcstress.infra.TestInfo;
import org.openjdk.jcstress.infra.collectors.InProcessCollector;
import org.openjdk.jcstress.infra.collectors.TestResult;
import org.openjdk.jcstress.infra.grading.ReportUtils;
import org.openjdk.jcstress.infra.runners.TestConfig;
import org.openjdk.jcstress.infra.runners.TestList;
import org.openjdk.jcstress.os.AffinityMode;
import org.openjdk.jcstress.os.Scheduler;
import org.openjdk.jcstress.os.SchedulingClass;
import org.openjdk.jcstress.os.topology.PresetRegularTopology;
import org.openjdk.jcstress.os.topology.TopologyParseException;
import org.openjdk.jcstress.vm.CompileMode;

/**
 * Runs every stress test that starts no whole engine for a moment, each in one JVM of its own. Does what the main class of jcstress does, but for what
 * takes long: it probes no JVM options and does not go through the compilers. A test of three threads runs on two cores as
 * well, where jcstress would leave it out.
 *
 * <p>What it uses of jcstress is public, but not promised: another version may need another class here.
 */
final class ShortRun {
    private static final String[] OPTIONS = {
        "-m", "sanity", "-time", "150", "-strideSize", "64", "-strideCount", "8", "-spinStyle", "THREAD_YIELD"
    };
    private static final List<String> JVM_ARGS = List.of(
            "-Xms256m",
            "-Xmx256m",
            "-XX:+UseSerialGC",
            "-XX:-RestrictContended",
            "-Dslf4j.internal.verbosity=ERROR",
            "-Dorg.slf4j.simpleLogger.defaultLogLevel=off",
            "-XX:SelfDestructTimer=1");

    /** Those that start a whole engine: they take seconds each, and are for the long form. */
    private static final Pattern WITH_ENGINE =
            Pattern.compile(".*\\.(Desk(Post|Stop)|EndCounted|HireClose|RunCancel)Stress");

    private ShortRun() {}

    /** The names of the stress tests that are run. */
    static Set<String> tests() {
        return TestList.tests().stream()
                .filter(WITH_ENGINE.asMatchPredicate().negate())
                .collect(toCollection(TreeSet::new));
    }

    /**
     * Runs them all.
     *
     * @param report where to write what was seen
     * @return the results by the stress tests' names
     */
    static Map<String, TestResult> run(Path report) throws IOException, TopologyParseException {
        Options options = new Options(OPTIONS);
        if (!options.parse()) {
            throw new IllegalArgumentException("options=" + List.of(OPTIONS) + " (expected: what jcstress knows)");
        }
        List<TestInfo> tests = tests().stream().map(TestList::getInfo).toList();
        int threads = tests.stream().mapToInt(TestInfo::threads).max().orElseThrow();
        int cores = Math.max(threads, Runtime.getRuntime().availableProcessors());
        Scheduler scheduler = new Scheduler(new PresetRegularTopology(1, cores, 1), cores);
        List<TestConfig> configs = new ArrayList<>();
        for (TestInfo test : tests) {
            for (SchedulingClass cpus : scheduler.scheduleClasses(test.threads(), cores, AffinityMode.NONE)) {
                configs.add(new TestConfig(options, test, 0, JVM_ARGS, CompileMode.UNIFIED, cpus));
            }
        }
        InProcessCollector collector = new InProcessCollector();
        new TestExecutor(options.verbosity(), collector, scheduler).runAll(configs);
        Map<String, TestResult> results =
                collector.getTestResults().stream().collect(toMap(TestResult::getName, result -> result));
        write(report, results);
        return results;
    }

    /** What was seen, how often, and what was to be expected. */
    static String table(TestResult result) {
        StringWriter text = new StringWriter();
        try (PrintWriter out = new PrintWriter(text)) {
            ReportUtils.printResult(out, result, true);
        }
        return text.toString();
    }

    private static void write(Path report, Map<String, TestResult> results) throws IOException {
        Files.createDirectories(report.getParent());
        try (PrintWriter out = new PrintWriter(Files.newBufferedWriter(report))) {
            new TreeSet<>(results.keySet()).forEach(name -> out.print(table(results.get(name))));
        }
    }
}
