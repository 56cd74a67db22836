package io.ringswarm.harness.load.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.ringswarm.harness.load.scenario.InvalidInputException;
import io.ringswarm.harness.load.scenario.NearestName;
import io.ringswarm.harness.load.scenario.ScenarioConfig;
import io.ringswarm.harness.load.scenario.ScenarioOption;
import io.ringswarm.harness.load.scenario.ScenarioResolver;
import io.ringswarm.harness.load.scenario.ScenarioSource;
import io.ringswarm.harness.load.scenario.Settings;
import io.ringswarm.reports.files.PublishedJson;
import io.ringswarm.reports.run.ExitCode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code scenarios}: what can be run. */
@Command(
        name = "scenarios",
        description = "Lists the built-in scenarios, shows one, or checks a file.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        footer = {"", "Example: ringswarm scenarios show default > mine.yaml"})
final class ScenariosCommand implements Runnable {
    private static final String JSON = "--json";

    private final Console console;

    @Option(names = JSON, description = "print the list as a JSON array on stdout, and nothing else")
    private boolean listAsJson;

    private ScenariosCommand(Console console) {
        this.console = console;
    }

    static CommandLine line(Console console) {
        return new CommandLine(new ScenariosCommand(console));
    }

    @Override
    public void run() {
        list(listAsJson);
    }

    @Command(
            name = "list",
            description = "Lists the built-in scenarios.",
            mixinStandardHelpOptions = true,
            footer = {"", "Example: ringswarm scenarios list"})
    void list(@Option(names = JSON, description = "print a JSON array on stdout, and nothing else") boolean json) {
        List<Map<String, String>> all = new ArrayList<>();
        for (String name : ScenarioSource.builtInNames()) {
            Map<String, String> scenario = new LinkedHashMap<>();
            scenario.put("name", name);
            scenario.put(
                    "description",
                    ScenarioSource.find(name, console.currentFolder()).description());
            all.add(scenario);
        }
        if (json) {
            print(all);
        } else {
            int width = all.stream()
                    .mapToInt(each -> each.get("name").length())
                    .max()
                    .orElse(1);
            String row = "%-" + width + "s  %s%n";
            all.forEach(each -> console.out().printf(row, each.get("name"), each.get("description")));
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
                    String name,
            @Option(names = JSON, description = "print it as JSON instead") boolean json)
            throws JsonProcessingException {
        if (!ScenarioSource.builtInNames().contains(name)) {
            throw InvalidInputException.of("scenario", name, NearestName.oneOf(name, ScenarioSource.builtInNames()));
        }
        String yaml = ScenarioSource.find(name, console.currentFolder()).yaml();
        if (json) {
            print(new YAMLMapper().readTree(yaml));
        } else {
            console.out().print(yaml);
        }
    }

    @Command(
            name = "validate",
            description = "Checks a scenario file without running it, and prints what it asks for, defaults and all.",
            mixinStandardHelpOptions = true,
            footer = {"", "Example: ringswarm scenarios validate mine.yaml"})
    int validate(
            @Parameters(paramLabel = "FILE", description = "a YAML file") String file,
            @Option(
                            names = JSON,
                            description =
                                    "print whether it is valid, and what is wrong, as JSON on stdout, and nothing else")
                    boolean json) {
        try {
            ScenarioSource source =
                    ScenarioSource.file(file, console.currentFolder().resolve(file));
            ScenarioConfig config = ScenarioResolver.resolve(source, Map.of(), new Settings(), console.currentFolder());
            String arrival = config.arrival().kind().text();
            int objectives = config.slos().size();
            if (json) {
                Map<String, Object> result = validity(file, true);
                result.put("name", config.name());
                result.put("agents", config.agents());
                result.put("arrival", arrival);
                result.put("objectives", objectives);
                print(result);
            } else {
                console.out()
                        .println(file + " is valid: " + config.name() + ", " + config.agents() + " agents, arrival "
                                + arrival + ", " + objectives(objectives));
                UnderstoodScenario.of(config, source.sets(ScenarioOption.SEED))
                        .forEach(line -> console.out().println("  " + line));
            }
            return ExitCode.OK;
        } catch (InvalidInputException e) {
            if (json) {
                Map<String, Object> result = validity(file, false);
                result.put("fault", e.getMessage());
                print(result);
            }
            throw e;
        }
    }

    private static Map<String, Object> validity(String file, boolean valid) {
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("valid", valid);
        result.put("file", file);
        return result;
    }

    private void print(Object document) {
        console.out().print(PublishedJson.write(document, "scenarios"));
    }

    private static String objectives(int count) {
        return count == 0 ? RunSummary.NO_OBJECTIVES : count + (count == 1 ? " objective" : " objectives");
    }
}
