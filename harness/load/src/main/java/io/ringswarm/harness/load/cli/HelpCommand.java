package io.ringswarm.harness.load.cli;

import io.ringswarm.harness.load.scenario.InvalidInputException;
import io.ringswarm.harness.load.scenario.NearestName;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.Spec;

/**
 * {@code help}: the same as {@code --help} behind the command that is named. Picocli's own knows the first level of commands only, and
 * guesses at no name that is mistyped.
 */
@Command(
        name = "help",
        description = "Says what a command does and which options it has.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        footer = {"", "Examples:", "  ringswarm help run", "  ringswarm help scenarios show"})
final class HelpCommand implements Runnable {
    private final Console console;

    @Spec
    private CommandSpec spec;

    private HelpCommand(Console console) {
        this.console = console;
    }

    /** Knows the commands that have been added by now. */
    static CommandLine line(Console console, CommandLine root) {
        CommandLine line = new CommandLine(new HelpCommand(console));
        line.getCommandSpec()
                .addPositional(PositionalParamSpec.builder()
                        .paramLabel("COMMAND")
                        .index("0..*")
                        .arity("0..*")
                        .type(List.class)
                        .auxiliaryTypes(String.class)
                        .completionCandidates(List.copyOf(root.getSubcommands().keySet()))
                        .description("a command, and one of its own (default: all of them)")
                        .build());
        return line;
    }

    @Override
    public void run() {
        List<String> names = spec.commandLine().getParseResult().matchedPositionalValue(0, List.of());
        CommandLine found = spec.root().commandLine();
        for (String name : names) {
            Map<String, CommandLine> commands = found.getSubcommands();
            if (!commands.containsKey(name)) {
                throw InvalidInputException.of("command", name, expected(found, name));
            }
            found = commands.get(name);
        }
        console.out().print(found.getUsageMessage());
        console.out().flush();
    }

    private static String expected(CommandLine above, String name) {
        return above.getSubcommands().isEmpty()
                ? "none, as " + above.getCommandSpec().qualifiedName() + " has no commands of its own"
                : NearestName.oneOf(name, above.getSubcommands().keySet());
    }
}
