package io.ringswarm.harness.load.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The command line without a command: help. */
@Command(
        name = "ringswarm",
        description = "Loads the engine the way production would, and says whether it held.",
        synopsisSubcommandLabel = "COMMAND",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        footer = {
            "",
            "Examples:",
            "  ringswarm run",
            "  ringswarm selftest",
            "  ringswarm run steady-10k --idle spin --report-dir target/ringswarm/steady",
            "",
            "Exit codes: 0 pass, 1 fail, 2 usage or unreadable input, 3 invalid measurement,",
            "4 slower than the baseline, 5 internal error or full disk, 130 after Ctrl-C."
        })
final class RingswarmCommand implements Runnable {
    private final Console console;

    @Spec
    private CommandSpec spec;

    RingswarmCommand(Console console) {
        this.console = console;
    }

    @Override
    public void run() {
        console.out().print(spec.commandLine().getUsageMessage());
    }
}
