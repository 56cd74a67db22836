package io.ringswarm.harness.load.cli;

import io.ringswarm.harness.load.compare.Comparison;
import io.ringswarm.harness.load.compare.ComparisonPlan;
import io.ringswarm.harness.load.compare.ComparisonTable;
import io.ringswarm.harness.load.compare.ComparisonVerdict;
import io.ringswarm.harness.load.compare.Distribution;
import io.ringswarm.harness.load.environment.MachineProbe;
import io.ringswarm.harness.load.quantity.Quantities;
import io.ringswarm.harness.load.quantity.TimeUnitName;
import io.ringswarm.harness.load.scenario.InvalidInputException;
import io.ringswarm.reports.comparison.ComparisonReport;
import io.ringswarm.reports.comparison.ComparisonRun;
import io.ringswarm.reports.files.ComparisonJson;
import io.ringswarm.reports.files.ReportFolder;
import io.ringswarm.reports.files.ReportFolderRefusedException;
import io.ringswarm.reports.files.ReportNotWrittenException;
import io.ringswarm.reports.page.ComparisonPage;
import java.io.IOException;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code compare}: the same work through several systems. */
@Command(
        name = CompareCommand.NAME,
        description = {
            "Compares systems doing the same work.",
            "",
            "Without options: the workloads one-way and ask, over the systems that matter. Workloads: one-way, ask,",
            "forward, pipeline, rate-100k, rate-1m.",
            "",
            "Measures in randomised blocks, each sample in a process of its own, and prints ratios with 95 %% intervals.",
            "A block within which the machine has changed is set aside and replaced, up to twice as many as asked for;",
            "when fewer than 6 count in the end, there is no interval and the exit code is 3.",
            ""
        },
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        sortOptions = false,
        abbreviateSynopsis = true,
        usageHelpAutoWidth = true,
        footer = {
            "",
            "Example: ringswarm compare --workload one-way --systems ringswarm-fixed,disruptor-batched --blocks 8"
        })
final class CompareCommand implements Callable<Integer> {
    static final String NAME = "compare";

    private static final int MAX_BLOCKS = 1_000;
    private static final int MAX_AGENTS = 1_000_000;
    private static final long MIN_TIME_NS = 10_000_000L;
    private static final long MAX_TIME_NS = 3_600_000_000_000L;

    private final Console console;
    private ReportChoice report;

    @Spec
    private CommandSpec spec;

    @Option(names = "--workload", split = ",", paramLabel = "NAME", description = "what they do (default: one-way,ask)")
    private List<String> workloads;

    @Option(
            names = "--systems",
            split = ",",
            paramLabel = "NAME",
            description = {
                "what to compare, as far as it can do a workload; ratios are of the first to the others",
                "(default: ringswarm-fixed,ringswarm-tell,disruptor-single,disruptor-batched,pekko,vertx)"
            })
    private List<String> systems;

    @Option(names = "--all", description = "all workloads and all systems, where none are named")
    private boolean all;

    @Option(
            names = "--baseline-dist",
            paramLabel = "DIR",
            description = {
                "another build of Ringswarm, unpacked: compares this build's systems with its; exit code 4 when this",
                "one is worse beyond the noise, which a second sample of this build in each block shows"
            })
    private Path baselineDist;

    @Option(
            names = "--blocks",
            paramLabel = "N",
            defaultValue = "6",
            description = "how often each system is measured, 6 or more (default: ${DEFAULT-VALUE})")
    private int blocks;

    @Option(
            names = "--agents",
            paramLabel = "N",
            defaultValue = "100",
            description = "how many agents receive (default: ${DEFAULT-VALUE})")
    private int agents;

    @Option(
            names = "--warmup",
            paramLabel = "TIME",
            defaultValue = "3s",
            description =
                    "of each sample, not measured; up to twice as long while its JVM compiles (default: ${DEFAULT-VALUE})")
    private String warmup;

    @Option(
            names = {"-d", "--duration"},
            paramLabel = "TIME",
            defaultValue = "2s",
            description = "of each sample, measured (default: ${DEFAULT-VALUE})")
    private String duration;

    @Option(
            names = "--seed",
            paramLabel = "N",
            description = "of the order within the blocks (default: a new one, printed)")
    private Long seed;

    private CompareCommand(Console console) {
        this.console = console;
    }

    static CommandLine line(Console console) {
        CompareCommand command = new CompareCommand(console);
        CommandLine line = new CommandLine(command);
        command.report = ReportChoice.addTo(
                line.getCommandSpec(),
                console,
                "where compare.html and compare.json go (default: target/ringswarm/<run id>)",
                "the document");
        return line;
    }

    @Override
    public Integer call() throws Exception {
        ComparisonPlan plan = plan();
        ReportFolder folder = report.open(NAME);
        OffsetDateTime startedAt = OffsetDateTime.now();
        Comparison comparison = new Comparison(plan, step -> console.err().println(step));
        CtrlC ctrlC = CtrlC.handledBy(comparison::interrupt);
        try {
            return finish(
                    plan,
                    folder,
                    startedAt,
                    comparison.run(new MachineProbe().environment()),
                    comparison.isInterrupted());
        } finally {
            ctrlC.done();
        }
    }

    private int finish(
            ComparisonPlan plan,
            ReportFolder folder,
            OffsetDateTime startedAt,
            ComparisonReport found,
            boolean interrupted)
            throws IOException, ReportFolderRefusedException, ReportNotWrittenException {
        ComparisonVerdict verdict = interrupted ? ComparisonVerdict.ofInterrupted() : ComparisonVerdict.of(found);
        String document = ComparisonJson.write(found);
        print(found, document);
        verdict.reasons().forEach(reason -> console.err().println("ringswarm: " + reason));
        ComparisonRun run = new ComparisonRun(found, startedAt, command(plan), verdict.exitCode(), verdict.reasons());
        Map<String, String> files = new LinkedHashMap<>();
        files.put("compare.json", document);
        files.put("compare.html", ComparisonPage.render(run));
        report.tell(folder, folder.write(files));
        return verdict.exitCode();
    }

    /** Before anything is written: what was measured is not lost with a disk that is full. */
    private void print(ComparisonReport found, String document) {
        if (report.json()) {
            console.out().print(document);
        } else {
            console.out().print(ComparisonTable.of(found));
            console.out().println("seed " + found.seed() + ", warm-up " + warmup + ", measured " + duration);
        }
        console.out().flush();
    }

    private String command(ComparisonPlan plan) {
        List<String> typed =
                new ArrayList<>(spec.root().commandLine().getParseResult().originalArgs());
        if (seed == null) {
            typed.add("--seed=" + plan.seed());
        }
        return Repetition.command(typed, console.environment(), option -> true);
    }

    private ComparisonPlan plan() {
        require("--blocks", blocks, Comparison.MIN_BLOCKS, MAX_BLOCKS);
        require("--agents", agents, 1, MAX_AGENTS);
        ComparisonChoice choice = new ComparisonChoice(workloads, systems, all);
        Distribution baseline = baseline();
        return new ComparisonPlan(
                baseline == null ? choice.tasks() : choice.tasksOfBuilds(baseline),
                baseline,
                blocks,
                agents,
                timeNs("--warmup", warmup),
                timeNs("--duration", duration),
                seed != null ? seed : System.nanoTime());
    }

    private Distribution baseline() {
        if (baselineDist == null) {
            return null;
        }
        Distribution baseline = new Distribution(console.currentFolder().resolve(baselineDist));
        String fault = baseline.fault();
        if (fault != null) {
            throw InvalidInputException.of("--baseline-dist", baselineDist, "an unpacked distribution; this " + fault);
        }
        return baseline;
    }

    private static void require(String option, int value, int min, int max) {
        if (value < min || value > max) {
            throw InvalidInputException.of(option, value, min + " to " + max);
        }
    }

    private static long timeNs(String option, String text) {
        Long timeNs = Quantities.timeNs(text, TimeUnitName.S);
        if (timeNs == null || timeNs < MIN_TIME_NS || timeNs > MAX_TIME_NS) {
            throw InvalidInputException.of(option, text, "a time such as 2s or 500ms, from 10ms to an hour");
        }
        return timeNs;
    }
}
