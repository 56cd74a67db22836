package io.ringswarm.harness.load.cli;

import io.ringswarm.harness.load.scenario.Layer;
import io.ringswarm.harness.load.scenario.NearestName;
import io.ringswarm.harness.load.scenario.ScenarioOption;
import io.ringswarm.harness.load.scenario.Setting;
import io.ringswarm.harness.load.scenario.Settings;
import java.io.PrintStream;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** The options of a scenario on the command line of any command that runs one. */
public final class ScenarioFlags {
    private static final String PREFIX = "RINGSWARM_";
    private static final Set<String> OTHER_VARIABLES =
            Set.of(PREFIX + "JAVA_OPTS", ReportChoice.VARIABLE, PREFIX + "HOME");

    private ScenarioFlags() {}

    /**
     * Adds the flags to a command.
     *
     * @param command its specification
     */
    public static void addTo(CommandSpec command) {
        for (ScenarioOption option : ScenarioOption.values()) {
            OptionSpec.Builder flag = option.shortFlag() == null
                    ? OptionSpec.builder(option.flag())
                    : OptionSpec.builder(option.shortFlag(), option.flag());
            Class<?> type = option.repeatable() ? String[].class : String.class;
            flag.paramLabel(option.label())
                    .type(type)
                    .arity("1")
                    .description(option.help().replace("%", "%%"));
            if (!option.choices().isEmpty()) {
                flag.completionCandidates(option.choices());
            }
            if (option.isSwitch()) {
                flag.arity("0..1").fallbackValue("true");
            }
            command.addOption(flag.build());
        }
    }

    /**
     * What the command line sets.
     *
     * @param parsed the command's part of it
     * @return the settings
     */
    public static Settings read(ParseResult parsed) {
        Settings settings = new Settings();
        for (ScenarioOption option : ScenarioOption.values()) {
            if (!parsed.hasMatchedOption(option.flag())) {
                continue;
            }
            Object value = parsed.matchedOptionValue(option.flag(), null);
            String[] texts = value instanceof String[] several ? several : new String[] {(String) value};
            for (String text : texts) {
                settings.add(option, new Setting(text, Layer.FLAG, option.flag()));
            }
        }
        return settings;
    }

    /**
     * Warns of environment variables that look like an option and are none.
     *
     * @param environment all variables
     * @param err takes the warnings
     */
    public static void warnOfUnknownVariables(Map<String, String> environment, PrintStream err) {
        List<String> options = Arrays.stream(ScenarioOption.values())
                .map(ScenarioOption::variable)
                .toList();
        Set<String> known = new HashSet<>(options);
        known.addAll(OTHER_VARIABLES);
        environment.keySet().stream()
                .filter(name -> name.startsWith(PREFIX) && !known.contains(name))
                .sorted()
                .forEach(name -> err.println(
                        "warning: " + name + " is no option and is ignored" + NearestName.hint(name, known)));
    }
}
