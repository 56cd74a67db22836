package io.ringswarm.harness.load.cli;

import io.ringswarm.harness.load.scenario.ScenarioOption;
import io.ringswarm.harness.load.scenario.Settings;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * The command that was typed, for a shell: with the variables that took effect, and without the report's folder, which is
 * not empty any more.
 */
final class Repetition {
    private static final String LAUNCHER = System.getProperty("ringswarm.launcher", "ringswarm");

    private static final String JAVA_OPTS = "RINGSWARM_JAVA_OPTS";

    private Repetition() {}

    /**
     * The command of a load, with the seed of what is left to chance unless the command line or a variable has it.
     *
     * @param arguments as typed
     * @param environment all variables
     * @param flags what the command line set
     * @param seed null when nothing is left to chance
     */
    static String seeded(List<String> arguments, Map<String, String> environment, Settings flags, Long seed) {
        Predicate<ScenarioOption> flagged = option -> !flags.all(option).isEmpty();
        List<String> typed = new ArrayList<>(arguments);
        String variable = environment.getOrDefault(ScenarioOption.SEED.variable(), "");
        if (seed != null && !flagged.test(ScenarioOption.SEED) && variable.isBlank()) {
            typed.add(ScenarioOption.SEED.flag() + "=" + seed);
        }
        return command(typed, environment, flagged);
    }

    /**
     * The command.
     *
     * @param arguments as typed
     * @param environment all variables
     * @param flagged whether the command line set an option, which outranks its variable
     */
    static String command(List<String> arguments, Map<String, String> environment, Predicate<ScenarioOption> flagged) {
        List<String> words = new ArrayList<>();
        if (!environment.getOrDefault(JAVA_OPTS, "").isBlank()) {
            words.add(JAVA_OPTS + "=" + quoted(environment.get(JAVA_OPTS)));
        }
        for (ScenarioOption option : ScenarioOption.values()) {
            String value = environment.get(option.variable());
            if (value != null && !value.isBlank() && !flagged.test(option)) {
                words.add(option.variable() + "=" + quoted(value));
            }
        }
        words.add(quoted(LAUNCHER));
        Iterator<String> rest = arguments.iterator();
        while (rest.hasNext()) {
            String argument = rest.next();
            if (argument.equals(ReportChoice.DIR) && rest.hasNext()) {
                rest.next();
            } else if (!argument.startsWith(ReportChoice.DIR + "=") && !argument.equals(ReportChoice.FORCE)) {
                words.add(quoted(argument));
            }
        }
        return String.join(" ", words);
    }

    private static String quoted(String argument) {
        boolean plain = argument.matches("[A-Za-z0-9_@%+=:,./-]+");
        return plain ? argument : "'" + argument.replace("'", "'\\''") + "'";
    }
}
