package io.ringswarm.harness.load.cli;

import io.ringswarm.harness.load.scenario.InvalidInputException;
import io.ringswarm.harness.load.scenario.NearestName;
import io.ringswarm.harness.load.scenario.ScenarioConfig;
import io.ringswarm.harness.load.scenario.ScenarioOption;
import io.ringswarm.harness.load.scenario.ScenarioResolver;
import io.ringswarm.harness.load.scenario.ScenarioSource;
import io.ringswarm.harness.load.scenario.Settings;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code scenarios}: what can be run. */
@Command(
        name = "scenarios",
        description = "Lists the built-in scenarios, shows one, or checks a file.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        footer = {"", "Example: ringswarm scenarios show default > mine.yaml"})
final class ScenariosCommand implements Runnable {
    private final Console console;

    private ScenariosCommand(Console console) {
        this.console = console;
    }

    static CommandLine line(Console console) {
        return new CommandLine(new ScenariosCommand(console));
    }

    @Override
    public void run() {
        list();
    }

    @Command(
            name = "list",
            description = "Lists the built-in scenarios.",
            mixinStandardHelpOptions = true,
            footer = {"", "Example: ringswarm scenarios list"})
    void list() {
        for (String name : ScenarioSource.builtInNames()) {
            String description =
                    ScenarioSource.find(name, console.currentFolder()).description();
            console.out().printf("%-12s %s%n", name, description);
        }
    }

    @Command(
            name = "show",
            description = "Prints a built-in scenario's YAML.",
            mixinStandardHelpOptions = true,
            footer = {"", "Example: ringswarm scenarios show steady-10k"})
    void show(
            @Parameters(
                            paramLabel = "NAME",
                            completionCandidates = BuiltInScenarios.class,
                            description = "a built-in scenario")
                    String name) {
        if (!ScenarioSource.builtInNames().contains(name)) {
            throw InvalidInputException.of(
                    "scenario",
                    name,
                    "one of " + String.join(", ", ScenarioSource.builtInNames())
                            + NearestName.hint(name, ScenarioSource.builtInNames()));
        }
        console.out().print(ScenarioSource.find(name, console.currentFolder()).yaml());
    }

    @Command(
            name = "validate",
            description = "Checks a scenario file without running it, and prints what it asks for, defaults and all.",
            mixinStandardHelpOptions = true,
            footer = {"", "Example: ringswarm scenarios validate mine.yaml"})
    void validate(@Parameters(paramLabel = "FILE", description = "a YAML file") String file) {
        ScenarioSource source =
                ScenarioSource.file(file, console.currentFolder().resolve(file));
        ScenarioConfig config = ScenarioResolver.resolve(source, Map.of(), new Settings(), console.currentFolder());
        console.out()
                .println(file + " is valid: " + config.name() + ", " + config.agents() + " agents, arrival "
                        + config.arrival().kind().text() + ", "
                        + objectives(config.slos().size()));
        UnderstoodScenario.of(config, source.sets(ScenarioOption.SEED))
                .forEach(line -> console.out().println("  " + line));
    }

    private static String objectives(int count) {
        return count == 0 ? RunSummary.NO_OBJECTIVES : count + (count == 1 ? " objective" : " objectives");
    }
}
