package io.ringswarm.harness.load.cli;

import io.ringswarm.harness.load.scenario.InvalidInputException;
import io.ringswarm.harness.load.scenario.NearestName;
import io.ringswarm.harness.load.scenario.ScenarioSource;
import io.ringswarm.reports.diff.UnusableRunException;
import io.ringswarm.reports.export.PictureNotDrawnException;
import io.ringswarm.reports.files.ReportFolderRefusedException;
import io.ringswarm.reports.files.ReportNotWrittenException;
import io.ringswarm.reports.files.UnreadableReportException;
import io.ringswarm.reports.run.ExitCode;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Where the process begins. */
public final class Main {
    private Main() {}

    /**
     * Runs one command and ends the process with its exit code.
     *
     * @param arguments the command line
     */
    public static void main(String[] arguments) {
        int code = ExitCode.INTERNAL;
        try {
            code = run(Console.ofProcess(), arguments);
            if (System.out.checkError() && code == ExitCode.OK) {
                System.err.println("ringswarm: stdout cannot be written to");
                code = ExitCode.INTERNAL;
            }
        } catch (Throwable e) {
            System.err.println("ringswarm: internal error");
            e.printStackTrace();
        }
        System.exit(code);
    }

    /**
     * Runs one command.
     *
     * @param console what it sees of the outside
     * @param arguments the command line
     * @return its exit code
     */
    public static int run(Console console, String... arguments) {
        CommandLine root = new CommandLine(new RingswarmCommand(console))
                .addSubcommand(RunCommand.line(console))
                .addSubcommand(SearchCommand.line(console))
                .addSubcommand(ScenariosCommand.line(console))
                .addSubcommand(CompareCommand.line(console))
                .addSubcommand(ReportCommand.line(console))
                .addSubcommand(DiffCommand.line(console))
                .addSubcommand(new SelfTestCommand(console))
                .addSubcommand(new CompletionCommand(console));
        CommandLine line = root.addSubcommand(HelpCommand.line(console, root))
                .setOut(new PrintWriter(console.out(), true))
                .setErr(new PrintWriter(console.err(), true))
                .setColorScheme(CommandLine.Help.defaultColorScheme(
                        console.colours() ? CommandLine.Help.Ansi.ON : CommandLine.Help.Ansi.OFF))
                .setParameterExceptionHandler((failure, args) -> refuse(console, oneLine(failure)))
                .setExecutionExceptionHandler((failure, command, result) -> failed(console, failure));
        return line.execute(arguments);
    }

    private static int failed(Console console, Exception failure) {
        if (failure instanceof InvalidInputException
                || failure instanceof PictureNotDrawnException
                || failure instanceof UnusableRunException
                || failure instanceof ReportFolderRefusedException
                || failure instanceof UnreadableReportException) {
            return refuse(console, failure.getMessage());
        }
        if (failure instanceof ReportNotWrittenException || failure instanceof UncheckedIOException) {
            console.err().println("ringswarm: " + failure.getMessage());
            return ExitCode.INTERNAL;
        }
        console.err().println("ringswarm: internal error");
        failure.printStackTrace(console.err());
        return ExitCode.INTERNAL;
    }

    private static int refuse(Console console, String message) {
        console.err().println("ringswarm: " + message);
        return ExitCode.USAGE;
    }

    private static String oneLine(ParameterException failure) {
        CommandSpec command = failure.getCommandLine().getCommandSpec();
        if (failure instanceof UnmatchedArgumentException unmatched
                && !unmatched.getUnmatched().isEmpty()) {
            String typed = unmatched.getUnmatched().get(0);
            List<String> names = new ArrayList<>(command.optionsMap().keySet());
            names.addAll(command.subcommands().keySet());
            String name = typed.contains("=") ? typed.substring(0, typed.indexOf('=')) : typed;
            return "argument=" + typed + " (expected: an option or command of " + command.qualifiedName()
                    + (isScenario(command, typed) ? "; did you mean run " + typed + "?" : NearestName.hint(name, names))
                    + ")";
        }
        String message = failure.getMessage().lines().findFirst().orElse("unusable command line");
        return message + " (see " + command.qualifiedName() + " --help)";
    }

    private static boolean isScenario(CommandSpec command, String typed) {
        return command.parent() == null && ScenarioSource.builtInNames().contains(typed);
    }
}
