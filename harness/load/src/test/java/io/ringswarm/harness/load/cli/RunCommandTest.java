package io.ringswarm.harness.load.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringswarm.reports.files.ReportFolder;
import io.ringswarm.reports.files.ReportJson;
import io.ringswarm.reports.run.RunReport;
import io.ringswarm.reports.run.VerdictStatus;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class RunCommandTest {
    private static final List<String> FILES = List.of("latency.hlog", "report.html", "report.json", "report.md");

    @TempDir
    private Path folder;

    private CapturedConsole console;

    @BeforeEach
    void captureConsole() {
        console = new CapturedConsole(folder, Map.of());
    }

    @Test
    void shouldWriteAReportThatAddsUpWhenARunPasses() throws IOException {
        int code = quickRun("--rate", "2k", "-d", "1200ms", "--tag", "branch=main", "--report-dir", "out");

        assertThat(code).as(console.err()).isZero();
        assertThat(names(folder.resolve("out"))).containsExactlyElementsOf(FILES);
        RunReport report = report("out");
        assertThat(report.verdict().status()).isEqualTo(VerdictStatus.PASS);
        assertThat(report.counts().scheduled()).isEqualTo(2_400);
        assertThat(report.counts().sent() + report.counts().unsentAtDeadline()).isEqualTo(2_400);
        assertThat(report.counts().handled()).isEqualTo(report.counts().sent());
        assertThat(report.counts().lost()).isZero();
        assertThat(report.latency().response().count()).isEqualTo(2_400);
        assertThat(report.latency().transit().count()).isEqualTo(report.counts().handled());
        assertThat(report.latency().sendDelay().count())
                .isEqualTo(report.counts().sent());
        assertThat(report.intervals()).hasSize(2);
        assertThat(report.intervals().stream()
                        .mapToLong(second -> second.handled())
                        .sum())
                .isEqualTo(report.counts().handled());
        assertThat(report.tags()).containsEntry("branch", "main");
        assertThat(report.scenario().durationSeconds()).isEqualTo(1.2);
        assertThat(report.alloc().bytesPerMessage()).isNotNull();
        assertThat(report.env().cores()).isPositive();
        assertThat(report.resources().rssMaxBytes()).isPositive();
        assertThat(report.command()).startsWith("ringswarm run default --codec fixed");
        assertThat(console.out()).contains("PASSED", "response", "2,400 scheduled", "Report: " + folder.resolve("out"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"wire", "wire-fieldless", "wire-raw", "wire-text", "wire-template", "fixed"})
    void shouldLoseNothingWhenAnyCodecCarriesLargePayloads(String codec) throws IOException {
        int code = console.run(
                false,
                "run",
                "--codec",
                codec,
                "--payload",
                "6000",
                "--warmup",
                "0",
                "--rate",
                "1k",
                "--batch",
                "4096",
                "-d",
                "100ms",
                "--slo",
                "lost=0",
                "--report-dir",
                "out");

        assertThat(code).as(console.err()).isZero();
        assertThat(report("out").counts().handled()).isEqualTo(100);
    }

    @ParameterizedTest
    @ValueSource(strings = {"spin", "yield", "park"})
    void shouldLoseNothingWhenSeveralShardsAndProducersIdleInAnyWay(String idle) throws IOException {
        quickRun(
                "--idle",
                idle,
                "--shards",
                "2",
                "--producers",
                "2",
                "--agents",
                "7",
                "--rate",
                "10k",
                "-d",
                "200ms",
                "--report-dir",
                "out");

        RunReport report = report("out");
        assertThat(report.verdict().reasons())
                .allSatisfy(reason -> assertThat(reason).contains("keep up"));
        assertThat(report.counts().lost()
                        + report.counts().duplicate()
                        + report.counts().outOfOrder())
                .isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"feedback", "overload", "priority", "ask", "pipeline", "poison", "fan-out"})
    void shouldLoseNothingAndPrintTheDocumentWhenAScenarioOfAnotherWorkloadIsRun(String scenario) throws IOException {
        int code = console.run(
                false,
                "run",
                scenario,
                "--json",
                "--agents",
                "7",
                "--shards",
                "2",
                "--producers",
                "2",
                "--codec",
                "fixed",
                "--payload",
                "8",
                "--idle",
                "park",
                "--work",
                "10us",
                "--warmup",
                "50ms",
                "-d",
                "150ms",
                "--slo",
                "lost=0",
                "--report-dir",
                "out");

        RunReport report = report("out");
        assertThat(code).as(console.err()).isIn(0, 3);
        assertThat(report.verdict().reasons())
                .allSatisfy(reason -> assertThat(reason).contains("could not keep up"));
        assertThat(report.scenario().name()).isEqualTo(scenario);
        assertThat(report.scenario().workload()).isEqualTo(scenario);
        assertThat(report.counts().handled()).isPositive();
        assertThat(report.counts().lost()
                        + report.counts().duplicate()
                        + report.counts().outOfOrder())
                .isZero();
        assertThat(report.engine().created()).isPositive();
        assertThat(report.alloc().bytesPerMessage()).isNotNull();
        assertThat(console.out()).isEqualTo(Files.readString(folder.resolve("out/report.json")));
    }

    @Test
    void shouldShowWhatALoadMeasuresBesideLatency() throws IOException {
        String[] run =
                "run spawn --agents 50 --warmup 0 -d 3s --codec fixed --slo spawnAll<1s --report-dir out".split(" ");
        int code = console.run(false, run);

        assertThat(code).as(console.err() + console.out()).isZero();
        assertThat(console.out()).contains("PASSED  Spawn all ", "figure ", "median", "\nBytes per agent ");
        assertThat(report("out").figures()).hasSize(13);
        assertThat(Files.readString(folder.resolve("out/report.html"))).contains("What this load measures");
    }

    @Test
    void shouldSpeakOfTasksWhereTheLoadIsOfTasks() throws IOException {
        int code = console.run(
                false,
                "run work-light --mean-task 1ms --warmup 100ms -d 500ms --slo lost=0 --report-dir out".split(" "));

        assertThat(code).as(console.err() + console.out()).isZero();
        assertThat(console.out())
                .contains("PASSED  Each of the ", " tasks, ", " succeeded", "\nto start ", " allocated per task by")
                .doesNotContain(" sent, ", "refused");
        assertThat(Files.readString(folder.resolve("out/report.md"))).contains(" · 3 workers · ");
    }

    @Test
    void shouldHaveNoScheduleWhenAsFastAsAccepted() throws IOException {
        int code = console.run(
                false, "run", "max", "--codec", "fixed", "--warmup", "100ms", "-d", "200ms", "--report-dir", "out");

        assertThat(code).as(console.err() + console.out()).isZero();
        assertThat(report("out").counts().scheduled()).isNull();
        assertThat(report("out").counts().handled()).isPositive();
    }

    @Test
    void shouldReplayRequestsAndTokensWhenGivenATrace() throws IOException {
        Files.writeString(folder.resolve("t.csv"), """
                TIMESTAMP,ContextTokens,GeneratedTokens
                2023-11-16 18:17:03.9799600,4808,10
                2023-11-16 18:17:04.0319600,3180,8
                """);

        int code = console.run(
                false,
                "run",
                "llm-trace",
                "--trace",
                "t.csv",
                "--codec",
                "fixed",
                "--warmup",
                "0",
                "--slo",
                "lost=0",
                "--report-dir",
                "out");

        assertThat(code).as(console.err()).isZero();
        assertThat(report("out").counts().handled()).isEqualTo(20);
        assertThat(report("out").scenario().arrival().traceSha256()).hasSize(64);
    }

    @Test
    void shouldFailWithTheFirstSecondWhenAnObjectiveIsMissed() throws IOException {
        int code = quickRun("--rate", "1k", "-d", "200ms", "--slo", "p50<1ns", "--report-dir", "out");

        assertThat(code).isEqualTo(1);
        assertThat(report("out").slo().get(1).firstViolationSecond()).isZero();
        assertThat(console.out()).contains("FAILED", "P50 is ");
    }

    @Test
    void shouldRecordTheWaitOfWhatIsNotSentWhenAgentsAreTooSlow() throws IOException {
        int code = quickRun(
                "--work",
                "1ms",
                "--rate",
                "20k",
                "-d",
                "200ms",
                "--ring-slots",
                "4",
                "--slo",
                "success>=99.9%",
                "--report-dir",
                "out");

        assertThat(code).isEqualTo(1);
        RunReport report = report("out");
        assertThat(report.counts().refused()).isPositive();
        assertThat(report.counts().unsentAtDeadline()).isPositive();
        assertThat(report.latency().response().count())
                .isEqualTo(report.counts().handled() + report.counts().unsentAtDeadline())
                .isEqualTo(4_000);
        assertThat(report.latency().response().p50()).isGreaterThan(10_000_000);
    }

    @Test
    void shouldLeaveWhatIsHandledAfterTheEndOutOfTheRateWhenAgentsAreTooSlow() throws IOException {
        int code =
                quickRun("--work", "1ms", "--rate", "2k", "-d", "200ms", "--slo", "rate>1500/s", "--report-dir", "out");

        assertThat(code).isEqualTo(1);
        RunReport report = report("out");
        assertThat(report.counts().handled()).isEqualTo(400);
        assertThat(report.rate().handledPerSecond()).isPositive().isLessThan(1_500);
        assertThat(report.rate().scheduledPerSecond()).isEqualTo(2_000);
        assertThat(report.intervals()).hasSize(2);
        assertThat(report.intervals().get(0).handled() / 0.2)
                .isEqualTo(report.rate().handledPerSecond());
        assertThat(report.intervals().get(1).handled())
                .isEqualTo(400 - report.intervals().get(0).handled());
        assertThat(report.latency().response().count()).isEqualTo(400);
    }

    @Test
    void shouldPrintTheDocumentAndNothingElseWhenJsonIsAsked() throws IOException {
        int code = quickRun("--rate", "1k", "-d", "100ms", "--json", "--report-dir", "out");

        assertThat(code).isZero();
        assertThat(report("out").counts().handled()).isEqualTo(100);
        assertThat(console.out()).isEqualTo(Files.readString(folder.resolve("out/report.json")));
        assertThat(console.err()).contains("PASSED");
    }

    @Test
    void shouldRefuseBeforeRunningWhenTheReportFolderIsNotEmpty() throws IOException {
        Files.createDirectories(folder.resolve("out"));
        Files.writeString(folder.resolve("out/keep.txt"), "mine");

        assertThat(quickRun("--report-dir", "out")).isEqualTo(2);
        assertThat(console.err())
                .startsWith("ringswarm: report-dir=")
                .contains("keep.txt")
                .doesNotContain("launched");
        assertThat(names(folder.resolve("out"))).containsExactly("keep.txt");

        assertThat(quickRun("--rate", "1k", "-d", "100ms", "--report-dir", "out", "--force"))
                .isZero();
        assertThat(names(folder.resolve("out"))).contains("keep.txt", "report.json");
    }

    @Test
    void shouldLoseNeitherReportWhenAnotherRunWritesToTheFolderMeanwhile() throws IOException {
        Path asked = folder.resolve("out");
        ByteArrayOutputStream words = new ByteArrayOutputStream();
        PrintStream err = new PrintStream(words, true, StandardCharsets.UTF_8) {
            @Override
            public void write(byte[] bytes, int offset, int length) {
                super.write(bytes, offset, length);
                if (new String(bytes, offset, length, StandardCharsets.UTF_8).contains("launched")) {
                    writeAnothers(asked);
                }
            }
        };
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Console shared = new Console(new PrintStream(out, true, StandardCharsets.UTF_8), err, Map.of(), folder, false);

        int code = Main.run(
                shared, "run --codec fixed --warmup 0 --rate 1k -d 100ms --slo lost=0 --report-dir out".split(" "));

        assertThat(code).as(words.toString(StandardCharsets.UTF_8)).isZero();
        assertThat(asked.resolve("report.json")).hasContent("another's");
        assertThat(names(folder.resolve("out-2"))).containsExactlyElementsOf(FILES);
        assertThat(out.toString(StandardCharsets.UTF_8))
                .contains("Report: " + folder.resolve("out-2") + " (out was empty when this began, and another has");
    }

    private static void writeAnothers(Path asked) {
        try {
            Files.writeString(Files.createDirectories(asked).resolve("report.json"), "another's");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void shouldRefuseBeforeRunningWhenTheReportFolderLiesInAFile() throws IOException {
        Files.writeString(folder.resolve("file"), "");

        assertThat(quickRun("--report-dir", "file/out")).isEqualTo(2);
        assertThat(console.err().lines()).hasSize(1);
    }

    @Test
    void shouldExitWith5AndStillPrintTheResultWhenTheReportCannotBeWritten() {
        String tooLongForAnyFileSystem = "x".repeat(300);

        assertThat(quickRun("--rate", "1k", "-d", "100ms", "--report-dir", tooLongForAnyFileSystem))
                .isEqualTo(5);
        assertThat(console.out()).contains("PASSED").doesNotContain("Report:");
        assertThat(console.err()).contains("ringswarm: report-dir=", "not written");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void shouldWriteUnderTargetWhenNoFolderIsGiven() throws IOException {
        assertThat(quickRun("--rate", "1k", "-d", "100ms")).isZero();

        assertThat(names(folder.resolve("target/ringswarm")))
                .singleElement()
                .asString()
                .contains("-default-");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "run --ratee 5k|did you mean --rate?",
                "run defualt|did you mean default?",
                "run --rate 5x|--rate=5x (expected: messages per second",
                "run --rate|--rate",
                "run none.yaml|scenario=none.yaml (expected: a file that exists)",
                "run llm-trace|none is given (expected: --trace FILE",
                "run llm-trace --trace none.csv|none.csv (expected: a file that exists)",
                "run --slo lost<0|--slo=lost<0 (expected: a limit that can be met",
                "run --slo lost=0.5|--slo=lost=0.5 (expected: a whole number of messages",
                "run --slo success>=110%|--slo=success>=110% (expected: a share that can be reached",
                "run --slo p95<-1ms|--slo=p95<-1ms (expected: a metric",
                "run --producers 128 --shards 128 --batch 4096 --ring-slots 4 --payload 3900|batch=4096 (expected: ",
                "run --agents 1M --payload 1048576|agents=1000000 (expected: ",
                "run --tag x|--tag=x (expected: name=value)",
                "run --hops 3|--hops=3 (expected: no value, as the workload is one-way)",
                "run fan-out --agents 10001|--agents=10001 (expected: a whole number, 1 to 10000)",
                "run spawn --rate 5k|--rate=5k (expected: max, as the workload is spawn",
                "run spawn --arrival trace --rate 5k|--rate=5k (expected: no value, as the trace sets the rate",
                "run spawn --producers 2|--producers=2 (expected: 1, as the workload is spawn)",
                "run --workload spawn --rate 5k|--rate=5k (expected: max",
                "run spawn --slo spawnAll<5|--slo=spawnAll<5 (expected: a metric",
                "run spawn --slo spawnSome<5ms|; or one of spawn1 spawn8 spawn100 spawnAll",
                "run spawn --slo spawnAll<=0ms|--slo=spawnAll<=0ms (expected: a limit that can be met",
                "run --slo spawnAll<5ms|--slo=spawnAll<5ms (expected: a metric",
                "run pipeline --agents 2|--agents=2 (expected: a whole number, 3 to",
                "run --slo high.p99<1ms|--slo=high.p99<1ms (expected: no lane",
                "run overload --work 0|ratePerSecond=10x (expected: messages per second",
                "run --pin maybe|--pin=maybe (expected: one of true, false",
                "run work-light --slo eficiency>0.9|; did you mean efficiency?)",
                "run work-light --strategy fastest|--strategy=fastest (expected: one of round-robin, ",
                "run work-light --workers 0|--workers=0 (expected: a whole number, 1 to 10000)",
                "run work-light --rate 10k|--rate=10k (expected: max, as the workload is work",
                "run work-light --agents 4|--agents=4 (expected: no value, as the workload is work)",
                "run --workers 4|--workers=4 (expected: no value, as the workload is one-way)",
                "run work-light --throw-share 0.6 --never-answer-share 0.5|expected: a number, 0 to 1, and with throwShare=0.6 at most 1",
                "run work-light --keys 9 --mean-gap 2ms|--mean-gap=2ms (expected: 0, as with keys=9 tasks are submitted as fast",
                "run work-throughput --mean-gap 2ms|--mean-gap=2ms (expected: 0, as with meanTaskNs=0 tasks are submitted as fast",
                "search work-light|scenario=work-light (expected: one that offers a rate, which can be searched for; its rate is max)",
                "work-light|; did you mean run work-light?)",
                "help rnu|command=rnu (expected: one of run, search, scenarios, compare, report, diff, selftest, completion, help; did you mean run?)",
                "help run default|command=default (expected: none, as ringswarm run has no commands of its own)",
                "rnu|did you mean run?",
                "scenarios show nope|scenario=nope (expected: one of default",
                "scenarios validate none.yaml|scenario=none.yaml (expected: a file that exists)"
            })
    void shouldExitWith2AndOneLineWhenTheInputIsWrong(String commandAndMessage) {
        String[] parts = commandAndMessage.split("\\|");

        assertThat(console.run(false, parts[0].split(" "))).isEqualTo(2);
        assertThat(console.err()).contains(parts[1]);
        assertThat(console.err().lines()).hasSize(1);
        assertThat(console.out()).isEmpty();
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void shouldSayThatThereAreNoObjectivesWhenAFileHasNone() throws IOException {
        Files.writeString(folder.resolve("none.yaml"), "codec: fixed\nslo: []\n");
        Files.writeString(folder.resolve("absent.yaml"), "codec: fixed\n");
        Files.writeString(folder.resolve("one.yaml"), "slo: lost=0\n");
        String words = "no objectives: passes unless messages are lost";

        assertThat(console.run(false, "scenarios", "validate", "none.yaml")).isZero();
        assertThat(console.out()).contains(words);
        assertThat(console.run(false, "scenarios", "validate", "absent.yaml")).isZero();
        assertThat(console.out()).contains(words);
        assertThat(console.run(false, "scenarios", "validate", "one.yaml")).isZero();
        assertThat(console.out().lines().findFirst().orElseThrow()).endsWith(", 1 objective");

        String[] run = "run none.yaml --warmup 0 --rate 1k -d 100ms --batch 4096 --report-dir out".split(" ");
        assertThat(console.run(false, run)).as(console.err()).isZero();
        assertThat(console.out()).contains("PASSED", words);
        assertThat(report("out").slo()).isEmpty();
    }

    @Test
    void shouldWarnWhenAVariableLooksLikeAnOption() {
        console = new CapturedConsole(folder, Map.of("RINGSWARM_RATEE", "5k", "RINGSWARM_RATE", "x"));

        assertThat(console.run(false, "run")).isEqualTo(2);
        assertThat(console.err())
                .contains("warning: RINGSWARM_RATEE is no option and is ignored; did you mean RINGSWARM_RATE?")
                .contains("RINGSWARM_RATE=x (expected: ");
    }

    @Test
    void shouldKeepItsProgressOnOneLineAndColourlessWhenOnATerminalWithNoColor() {
        console = new CapturedConsole(folder, Map.of("NO_COLOR", "1"));

        assertThat(console.run(
                        true,
                        "run",
                        "--codec",
                        "fixed",
                        "--warmup",
                        "0",
                        "--rate",
                        "1k",
                        "-d",
                        "1100ms",
                        "--slo",
                        "lost=0"))
                .isZero();
        assertThat(console.err()).contains("\r\u001b[K1 of 1.1 s, ");
        assertThat(console.out()).contains("PASSED").doesNotContain("\u001b");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--help",
                "run --help",
                "search --help",
                "compare --help",
                "report --help",
                "diff --help",
                "selftest --help",
                "completion --help",
                "help",
                "help --help",
                "help run",
                "help scenarios show",
                "scenarios --help",
                "scenarios list --help",
                "scenarios show --help",
                "scenarios validate --help"
            })
    void shouldGiveAnExampleWhenAskedForHelp(String command) {
        assertThat(console.run(false, command.split(" "))).isZero();
        assertThat(console.out()).contains("Example", "ringswarm ");
    }

    @Test
    void shouldSayTheSameWhenHelpComesFirst() {
        assertThat(console.run(false, "scenarios", "show", "--help")).isZero();
        String said = console.out();

        assertThat(console.run(false, "help", "scenarios", "show")).isZero();
        assertThat(console.out()).isEqualTo(said).startsWith("Usage: ringswarm scenarios show ");
    }

    @Test
    void shouldSayInWholeSentencesWhatEachCommandDoes() {
        assertThat(console.run(false)).isZero();
        String commands = console.out()
                .substring(console.out().indexOf("Commands:"), console.out().indexOf("Examples:"));

        assertThat(commands.strip().split("\n  (?=[a-z])"))
                .hasSize(10)
                .allSatisfy(command -> assertThat(command.strip()).matches("(?s)Commands:|[a-z]+ .*\\."));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "run", "search", "compare", "report", "diff", "selftest", "completion", "scenarios"})
    void shouldNameItsVersionWhenAsked(String command) {
        assertThat(console.run(false, (command + " --version").strip().split(" ")))
                .isZero();
        assertThat(console.out()).startsWith("ringswarm ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"run", "search", "compare", "report", "diff"})
    void shouldOfferTheSameChoiceWhenACommandWritesAReport(String command) {
        assertThat(console.run(false, command, "--help")).isZero();
        assertThat(console.out())
                .contains(
                        "--report-dir=DIR",
                        "the variable RINGSWARM_REPORT_DIR says the same",
                        "--force ",
                        "replace a report that is there",
                        "--json ",
                        " on stdout, and");
    }

    @Test
    void shouldShowAScenarioThatIsValidWhenSavedToAFile() throws IOException {
        console.run(false, "scenarios");
        List<String> names =
                console.out().lines().map(line -> line.split(" ")[0]).toList();
        assertThat(names)
                .containsExactly(
                        "default",
                        "max",
                        "steady-10k",
                        "feedback",
                        "overload",
                        "priority",
                        "ask",
                        "pipeline",
                        "poison",
                        "fan-out",
                        "spawn",
                        "sustained",
                        "llm-trace",
                        "work-light",
                        "work-medium",
                        "work-heavy",
                        "work-overload",
                        "work-failing",
                        "work-cache",
                        "work-throughput",
                        "work-soak");
        for (String name : names) {
            assertThat(console.run(false, "scenarios", "show", name)).isZero();
            Files.writeString(folder.resolve("mine.yaml"), console.out());

            assertThat(console.run(false, "scenarios", "validate", "mine.yaml")).isZero();
            assertThat(console.out()).startsWith("mine.yaml is valid: " + name);
        }
    }

    private int quickRun(String... more) {
        List<String> arguments =
                new ArrayList<>(List.of("run", "default", "--codec", "fixed", "--warmup", "0", "--slo", "lost=0"));
        // The round that finds the deadline passed sends all that is left: a busy machine does not make runs invalid.
        arguments.addAll(List.of("--batch", "4096"));
        arguments.addAll(List.of(more));
        return console.run(false, arguments.toArray(String[]::new));
    }

    private RunReport report(String name) throws IOException {
        return ReportJson.read(folder.resolve(name).resolve(ReportFolder.JSON));
    }

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }
}
