package io.ringswarm.harness.load.scenario;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A scenario's text, from the harness itself or from a file.
 *
 * @param name its name unless the text has another
 * @param shownAs what messages call it
 * @param yaml the text
 * @param layer its rank
 * @param folder what paths in it are relative to; null for the current one
 */
public record ScenarioSource(String name, String shownAs, String yaml, Layer layer, Path folder) {
    /** The scenario that is run when none is named. */
    public static final String DEFAULT_NAME = "default";

    private static final List<String> BUILT_IN = List.of(
            DEFAULT_NAME,
            "max",
            "steady-10k",
            "feedback",
            "overload",
            "priority",
            "ask",
            "pipeline",
            "poison",
            "fan-out",
            "spawn",
            "sustained",
            "llm-trace",
            "work-light",
            "work-medium",
            "work-heavy",
            "work-overload",
            "work-failing",
            "work-cache",
            "work-throughput",
            "work-soak");

    /** The names of the built-in scenarios. */
    public static List<String> builtInNames() {
        return BUILT_IN;
    }

    /**
     * Finds a scenario.
     *
     * @param nameOrFile a built-in scenario's name, or a file
     * @param currentFolder what a relative path is relative to
     * @return the source
     * @throws InvalidInputException when there is neither
     */
    public static ScenarioSource find(String nameOrFile, Path currentFolder) {
        if (BUILT_IN.contains(nameOrFile)) {
            return builtIn(nameOrFile);
        }
        Path file = currentFolder.resolve(nameOrFile);
        boolean meantAsFile = nameOrFile.contains("/") || nameOrFile.matches(".*\\.ya?ml");
        if (!meantAsFile && !Files.isRegularFile(file)) {
            throw InvalidInputException.of(
                    "scenario",
                    nameOrFile,
                    "one of " + String.join(", ", BUILT_IN) + ", or a YAML file"
                            + NearestName.hint(nameOrFile, BUILT_IN));
        }
        return file(nameOrFile, file);
    }

    /**
     * Reads a file.
     *
     * @param shownAs as the user named it
     * @param file where it is
     * @return the source
     * @throws InvalidInputException when it cannot be read
     */
    public static ScenarioSource file(String shownAs, Path file) {
        if (!Files.exists(file)) {
            throw InvalidInputException.of("scenario", shownAs, "a file that exists");
        }
        if (Files.isDirectory(file)) {
            throw InvalidInputException.of("scenario", shownAs, "a file, not a folder");
        }
        try {
            String yaml = Files.readString(file, StandardCharsets.UTF_8);
            String name = file.getFileName().toString().replaceFirst("\\.ya?ml$", "");
            return new ScenarioSource(
                    name, shownAs, yaml, Layer.FILE, file.toAbsolutePath().getParent());
        } catch (CharacterCodingException e) {
            throw InvalidInputException.of("scenario", shownAs, "YAML in UTF-8");
        } catch (IOException e) {
            throw InvalidInputException.of("scenario", shownAs, "a readable file, but " + e.getMessage());
        }
    }

    private static ScenarioSource builtIn(String name) {
        try (InputStream in =
                ScenarioSource.class.getResourceAsStream("/io/ringswarm/harness/load/scenarios/" + name + ".yaml")) {
            String yaml = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return new ScenarioSource(name, name + ".yaml", yaml, Layer.BUILT_IN, null);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What the scenario says of itself, in one line; empty when it says nothing. */
    public String description() {
        return ScenarioFile.read(yaml, shownAs, layer, new Settings()).description();
    }

    /**
     * Whether the scenario itself has a value for an option.
     *
     * @param option which
     * @return whether it has
     * @throws InvalidInputException when it cannot be read
     */
    public boolean sets(ScenarioOption option) {
        Settings settings = new Settings();
        ScenarioFile.read(yaml, shownAs, layer, settings);
        return settings.get(option) != null;
    }
}
