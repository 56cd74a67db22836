package io.ringswarm.harness.load.cli;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Map;

/**
 * What a command sees of the outside.
 *
 * @param out results
 * @param err words about how it goes, and errors
 * @param environment variables
 * @param currentFolder what relative paths are relative to
 * @param terminal whether somebody looks on
 */
public record Console(
        PrintStream out, PrintStream err, Map<String, String> environment, Path currentFolder, boolean terminal) {
    private static final String BOLD = "1";
    private static final String GREEN = "32";
    private static final String RED = "31";
    private static final String YELLOW = "33";

    /** The process's own. */
    public static Console ofProcess() {
        return new Console(
                System.out, System.err, System.getenv(), Path.of("").toAbsolutePath(), System.console() != null);
    }

    /** Whether colours may be used. */
    boolean colours() {
        String noColor = environment.get("NO_COLOR");
        return terminal && (noColor == null || noColor.isEmpty());
    }

    String bold(String text) {
        return coloured(text, BOLD);
    }

    String green(String text) {
        return coloured(text, GREEN);
    }

    String red(String text) {
        return coloured(text, RED);
    }

    String yellow(String text) {
        return coloured(text, YELLOW);
    }

    private String coloured(String text, String code) {
        return colours() ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
    }
}
