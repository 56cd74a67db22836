package io.ringswarm.harness.load.cli;

import java.util.List;
import java.util.stream.Collectors;

/** The command that was typed, for a shell. */
final class Repetition {
    private static final String LAUNCHER = System.getProperty("ringswarm.launcher", "ringswarm");

    private Repetition() {}

    static String command(List<String> arguments) {
        return quoted(LAUNCHER) + arguments.stream().map(a -> " " + quoted(a)).collect(Collectors.joining());
    }

    private static String quoted(String argument) {
        boolean plain = argument.matches("[A-Za-z0-9_@%+=:,./-]+");
        return plain ? argument : "'" + argument.replace("'", "'\\''") + "'";
    }
}
