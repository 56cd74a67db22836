package io.ringswarm.harness.load.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringswarm.reports.files.ReportJson;
import io.ringswarm.reports.run.ExitCode;
import io.ringswarm.reports.run.RunReport;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
class CustomWorkloadCommandTest {
    private static final String SOURCE = """
            package com.acme;

            import io.ringswarm.codecs.*;
            import io.ringswarm.codecs.fixed.FixedCodec;
            import io.ringswarm.engine.AgentRef;
            import io.ringswarm.harness.load.custom.*;
            import java.util.List;

            public final class OutsideLoad implements CustomWorkload {
                public List<AgentRef> create(LoadSetup setup) {
                    return List.of(setup.engine().spawn("outside", () -> (message, self) -> {}));
                }

                public MessageMaker messages(int producer) {
                    long[] body = new long[1];
                    Longs codec = new Longs();
                    return next -> {
                        body[0] = next.number();
                        next.body(body, codec);
                    };
                }

                private static final class Longs extends FixedCodec<long[]> {
                    Longs() {
                        super(new Template(1, 1, 0), Long.BYTES, Long.BYTES);
                    }

                    protected void write(long[] value, BodyWriter out) {
                        out.putLong(0, value[0]);
                    }

                    protected void read(BodyReader in, long[] into) {
                        into[0] = in.getLong(0);
                    }
                }
            }
            """;

    @TempDir
    private Path folder;

    private CapturedConsole console;

    @BeforeEach
    void captureConsole() {
        console = new CapturedConsole(folder, Map.of());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            NoWorkload           | a class that implements io.ringswarm.harness.load.custom.CustomWorkload
            WithArgument         | a class with a public constructor without arguments
            Hidden               | a class with a public constructor without arguments
            Abstract             | a public class that is not abstract
            NotPublic            | a public class that is not abstract
            Unloadable           | a class that can be used, but it threw java.lang.NumberFormatException: For input string: "planted"
            ThrowsWhenMade       | its constructor to return, but it threw java.lang.IllegalStateException: planted
            ThrowsInPrepare      | prepare to return, but it threw java.lang.Exception: planted
            ThrowsInCreate       | create to return, but it threw java.lang.StackOverflowError: planted
            CreatesNull          | create to return something, and not null
            CreatesNobody        | create to return one agent or more, and not an empty list
            CreatesNulls         | create to return living agents of its engine, and not null
            CreatesElsewhere     | create to return living agents of its engine, and not AgentRef[stranger, shard 0]
            CreatesARouter       | create to return living agents of its engine, and not AgentRef[router, router]
            NoMaker              | messages to return something, and not null
            ThrowsBeforeMessages | messages to return, but it threw java.lang.IllegalStateException: planted
            """)
    void shouldRefuseInOneLineWhenAWorkloadCannotBeSetUp(String bad, String expected) {
        int code = run("--workload", BadWorkloads.class.getName() + "$" + bad);

        assertThat(code).isEqualTo(ExitCode.USAGE);
        assertThat(console.err().lines().filter(line -> line.startsWith("ringswarm: ")))
                .containsExactly("ringswarm: workload=" + BadWorkloads.class.getName() + "$" + bad + " (expected: "
                        + expected + ")");
        assertNothingIsLeft();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            NoBody          | was not made: body(...) was not called
            NullBody        | was not made: java.lang.NullPointerException: value
            ThrowsInMessage | was not made: java.lang.IllegalStateException: planted
            """)
    void shouldRefuseInOneLineWhenNoMessageCanBeMade(String bad, String what) {
        int code = run("--workload", BadWorkloads.class.getName() + "$" + bad, "--warmup", "100ms");

        assertThat(code).isEqualTo(ExitCode.USAGE);
        assertThat(console.err().lines().filter(line -> line.startsWith("ringswarm: ")))
                .containsExactly("ringswarm: message 0 of " + BadWorkloads.class.getName() + "$" + bad
                        + " for its agent 0 " + what + " (expected: messages that can be sent)");
        assertNothingIsLeft();
    }

    @Test
    void shouldRefuseInOneLineWhenAWorkloadPreparesAnEngineThatThereCannotBe() {
        int code = run("--workload", BadWorkloads.class.getName() + "$PreparesNonsense");

        assertThat(code).isEqualTo(ExitCode.USAGE);
        assertThat(console.err()).contains("slotBytes=7").doesNotContain("\tat ");
    }

    @Test
    void shouldSayWhereItLookedWhenAClassIsNotThere() throws IOException {
        Files.createDirectory(folder.resolve("classes"));

        assertThat(run("--workload", "com.acme.PricingLoad", "--classpath", "classes"))
                .isEqualTo(ExitCode.USAGE);
        assertThat(console.err())
                .isEqualTo("ringswarm: workload=com.acme.PricingLoad (expected: a class that is there, in "
                        + folder.resolve("classes") + ")\n");
        assertThat(run("--workload", "com.acme.PricingLoad")).isEqualTo(ExitCode.USAGE);
        assertThat(console.err()).contains("in the harness itself; --classpath says where else to look");
    }

    @Test
    void shouldGuessTheNameWhenABuiltInWorkloadIsMistyped() {
        assertThat(run("--workload", "pipelin")).isEqualTo(ExitCode.USAGE);
        assertThat(console.err())
                .contains("; did you mean pipeline?")
                .contains("one of one-way,")
                .doesNotContain("custom");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            --classpath=lib                               | --classpath=lib (expected: no value, as the workload is one-way)
            --workload=com.acme.X --classpath=lib         | --classpath=lib (expected: folders and jars that exist, and not lib)
            --workload=com.acme.X --codec=fixed           | --codec=fixed (expected: no value, as the workload is com.acme.X)
            --workload=com.acme.X --payload=1             | --payload=1 (expected: no value, as the workload is com.acme.X)
            --workload=com.acme.X --work=1us              | --work=1us (expected: no value, as the workload is com.acme.X)
            --workload=com.acme.X --hops=2                | --hops=2 (expected: no value, as the workload is com.acme.X)
            --workload=custom                             | --workload=custom (expected: one of one-way,
            """)
    void shouldRefuseWhatMeansNothingToAWorkload(String flags, String message) {
        assertThat(run(flags.split(" "))).isEqualTo(ExitCode.USAGE);
        assertThat(console.err()).startsWith("ringswarm: " + message).hasLineCount(1);
    }

    @Test
    void shouldRunAClassThatIsFoundBesideTheScenariosFile() throws IOException {
        Path beside = Files.createDirectory(folder.resolve("beside"));
        compile(beside.resolve("classes"));
        Files.writeString(beside.resolve("mine.yaml"), """
                workload: com.acme.OutsideLoad
                classpath: [classes]
                arrival: {ratePerSecond: 1k}
                warmupSeconds: 0
                durationSeconds: 0.2
                slo: ["lost=0"]
                """);

        int code = console.run(false, "run", "beside/mine.yaml", "--report-dir", "out");

        RunReport report = ReportJson.read(folder.resolve("out").resolve("report.json"));
        assertThat(report.verdict().reasons())
                .allSatisfy(reason -> assertThat(reason).contains("could not keep up"));
        assertThat(code).isEqualTo(report.verdict().exitCode());
        assertThat(report.counts().handled()).isEqualTo(report.counts().sent()).isPositive();
        assertThat(report.scenario().workload()).isEqualTo("com.acme.OutsideLoad");
        assertThat(report.scenario().name()).isEqualTo("mine");
        assertThat(Files.readString(folder.resolve("out").resolve("report.html")))
                .contains("com.acme.OutsideLoad");
    }

    @Test
    void shouldRunAClassOfAFlagsClassPathWhenItHasSeveralEntries() throws IOException {
        compile(folder.resolve("classes"));
        Files.createDirectory(folder.resolve("lib"));

        int code = run(
                "--workload",
                "com.acme.OutsideLoad",
                "--classpath",
                "lib" + File.pathSeparator + "classes",
                "--json",
                "--warmup",
                "0",
                "--slo",
                "lost=0",
                "--report-dir",
                "out");

        RunReport report = ReportJson.read(folder.resolve("out").resolve("report.json"));
        assertThat(code).isEqualTo(report.verdict().exitCode());
        assertThat(report.counts().lost()).isZero();
        assertThat(report.counts().handled()).isPositive();
        assertThat(report.command()).contains("--classpath lib" + File.pathSeparator + "classes");
    }

    private int run(String... flags) {
        String[] standard = {"run", "--rate", "1k", "-d", "200ms"};
        String[] all = new String[standard.length + flags.length];
        System.arraycopy(standard, 0, all, 0, standard.length);
        System.arraycopy(flags, 0, all, standard.length, flags.length);
        return console.run(false, all);
    }

    private void assertNothingIsLeft() {
        assertThat(console.err()).doesNotContain("\tat ");
        assertThat(folder.resolve("target")).doesNotExist();
        assertThat(Thread.getAllStackTraces().keySet())
                .noneMatch(thread -> thread.getName().startsWith("ringswarm-") && thread.isAlive());
    }

    private void compile(Path classes) throws IOException {
        Path source = folder.resolve("OutsideLoad.java");
        Files.writeString(source, SOURCE);
        Files.createDirectories(classes);
        int failed = ToolProvider.getSystemJavaCompiler()
                .run(
                        null,
                        null,
                        null,
                        "-proc:none",
                        "-cp",
                        System.getProperty("java.class.path"),
                        "-d",
                        classes.toString(),
                        source.toString());
        assertThat(failed).isZero();
    }
}
