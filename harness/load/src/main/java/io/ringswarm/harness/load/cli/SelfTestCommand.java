package io.ringswarm.harness.load.cli;

import io.ringswarm.harness.load.selftest.MeasuringPath;
import io.ringswarm.harness.load.selftest.SelfTest;
import io.ringswarm.harness.load.selftest.SelfTestPlan;
import io.ringswarm.harness.load.selftest.SelfTestReport;
import io.ringswarm.harness.load.selftest.SelfTestWords;
import io.ringswarm.harness.load.selftest.StallKind;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code selftest}: whether measuring flatters. */
@Command(
        name = "selftest",
        description = {
            "Checks that measuring does not flatter.",
            "",
            "Stalls the generator's thread, a handler, the shards and the whole process on purpose, in runs of its own,"
                    + " and checks that what is recorded is what must have happened. Exit code 0 when all agrees, 3 when"
                    + " anything does not, or could not be judged as the machine was busy with something else.",
            ""
        },
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        sortOptions = false,
        footer = {"", "Example: ringswarm selftest --short"})
final class SelfTestCommand implements Callable<Integer> {
    private final Console console;

    @Option(names = "--short", description = "shorter runs and stalls: some ten seconds instead of half a minute")
    private boolean brief;

    @Option(names = "--json", description = "print the document on stdout, and nothing else")
    private boolean json;

    SelfTestCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        SelfTestPlan plan = brief ? SelfTestPlan.brief() : SelfTestPlan.full();
        SelfTest test = new SelfTest(plan, MeasuringPath.ofRun(), console.err()::println);
        SelfTestReport report = test.run(List.of(StallKind.values()));
        if (json) {
            console.out().print(SelfTestWords.json(report));
            console.err().print(SelfTestWords.table(report));
        } else {
            console.out().print(SelfTestWords.table(report));
        }
        return report.status().exitCode();
    }
}
