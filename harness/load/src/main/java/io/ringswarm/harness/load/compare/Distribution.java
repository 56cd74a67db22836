package io.ringswarm.harness.load.compare;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * A build of Ringswarm in a folder: an unpacked release, or what the launcher has built.
 *
 * @param folder which holds {@code lib}
 */
public record Distribution(Path folder) {
    private static final String LIBRARIES = "lib";

    /** Without these nothing can be measured. */
    private static final List<String> NEEDED = List.of("ringswarm-harness-peers", "ringswarm-engine-core");

    /**
     * What it lacks to be measured.
     *
     * @return words, or null when it lacks nothing
     */
    public String fault() {
        Path libraries = folder.resolve(LIBRARIES);
        if (!Files.isDirectory(libraries)) {
            return "has no folder " + LIBRARIES;
        }
        try (Stream<Path> entries = Files.list(libraries)) {
            List<String> names =
                    entries.map(entry -> entry.getFileName().toString()).toList();
            return NEEDED.stream()
                    .filter(needed ->
                            names.stream().noneMatch(name -> name.startsWith(needed) && name.endsWith(".jar")))
                    .findFirst()
                    .map(missing -> "has no " + LIBRARIES + "/" + missing + "-*.jar")
                    .orElse(null);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** For a JVM. */
    String classPath() {
        return folder.resolve(LIBRARIES).resolve("*").toString();
    }
}
