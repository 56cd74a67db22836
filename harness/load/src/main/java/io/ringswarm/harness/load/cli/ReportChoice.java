package io.ringswarm.harness.load.cli;

import io.ringswarm.harness.load.run.RunId;
import io.ringswarm.reports.files.ReportFolder;
import io.ringswarm.reports.files.ReportFolderRefusedException;
import java.io.PrintStream;
import java.nio.file.Path;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * Where a command's report goes, and what it prints: {@code --report-dir}, {@code --force} and {@code --json}. The variable
 * {@code RINGSWARM_REPORT_DIR} stands in for the first of them. Read once the command line has been parsed.
 */
final class ReportChoice {
    static final String VARIABLE = "RINGSWARM_REPORT_DIR";
    static final String DIR = "--report-dir";
    static final String FORCE = "--force";
    private static final String JSON = "--json";
    private static final Path DEFAULT_PARENT = Path.of("target", "ringswarm");

    private final Console console;
    private final CommandSpec command;

    private ReportChoice(Console console, CommandSpec command) {
        this.console = console;
        this.command = command;
    }

    /**
     * Gives a command these options.
     *
     * @param command its specification
     * @param console what it sees of the outside
     * @param where what {@code --report-dir} is, and its default
     * @param document what {@code --json} prints
     * @return what will be chosen
     */
    static ReportChoice addTo(CommandSpec command, Console console, String where, String document) {
        command.addOption(OptionSpec.builder(DIR)
                .paramLabel("DIR")
                .type(String.class)
                .description(where, "the variable " + VARIABLE + " says the same")
                .build());
        command.addOption(flag(FORCE, "replace a report that is there"));
        command.addOption(flag(JSON, "print " + document + " on stdout, and nothing else"));
        return new ReportChoice(console, command);
    }

    private static OptionSpec flag(String name, String description) {
        return OptionSpec.builder(name)
                .arity("0")
                .type(boolean.class)
                .description(description)
                .build();
    }

    /** The folder that was asked for, by option or variable; null when none was. */
    Path folder() {
        String given = given(DIR, console.environment().get(VARIABLE));
        return given == null || given.isBlank() ? null : console.currentFolder().resolve(given);
    }

    /** The folder that was asked for, or else one for this run alone. */
    Path folder(String runId) {
        Path asked = folder();
        return asked != null
                ? asked
                : console.currentFolder().resolve(DEFAULT_PARENT).resolve(runId);
    }

    /** The same as {@link #folder(String)}, of a run that is named after what it does, ready to be written to. */
    ReportFolder open(String name) throws ReportFolderRefusedException {
        return open(folder(RunId.next(name)));
    }

    /** A folder, ready to be written to. */
    ReportFolder open(Path folder) throws ReportFolderRefusedException {
        return ReportFolder.open(folder, given(FORCE, false));
    }

    /** Says where a report is, and why it is elsewhere when another run was faster. */
    void tell(ReportFolder asked, Path written) {
        String why = written.equals(asked.path())
                ? ""
                : " (" + asked.path().getFileName()
                        + " was empty when this began, and another has written to it since)";
        words().println("Report: " + written + why);
        words().flush();
    }

    /** Whether a document for programs is to be printed. */
    boolean json() {
        return given(JSON, false);
    }

    /** Where words for people go: not where a document goes. */
    PrintStream words() {
        return json() ? console.err() : console.out();
    }

    private <T> T given(String option, T otherwise) {
        return command.commandLine().getParseResult().matchedOptionValue(option, otherwise);
    }
}
