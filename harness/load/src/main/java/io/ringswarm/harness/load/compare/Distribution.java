package io.ringswarm.harness.load.compare;

import io.ringswarm.harness.peers.Peers;
import io.ringswarm.harness.peers.TickMapping;
import io.ringswarm.harness.peers.Workload;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarFile;
import java.util.stream.Stream;

/**
 * A build of Ringswarm in a folder: an unpacked release, or what the launcher has built.
 *
 * @param folder which holds {@code lib}
 */
public record Distribution(Path folder) {
    private static final String LIBRARIES = "lib";
    private static final String PEERS = "ringswarm-harness-peers";

    /** Without these nothing can be measured. */
    private static final List<String> NEEDED = List.of(PEERS, "ringswarm-engine-core");

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
                    .filter(needed -> names.stream().noneMatch(name -> isJarOf(needed, name)))
                    .findFirst()
                    .map(missing -> "has no " + LIBRARIES + "/" + missing + "-*.jar")
                    .orElse(null);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Whether it can do a workload: builds from before there were several know but one.
     *
     * @param workload what is to be done
     * @return whether its samples can be told to
     */
    public boolean can(Workload workload) {
        return workload == Workload.ONE_WAY || holds(Workload.class);
    }

    /**
     * Whether it has a system of ours: builds from before there were several codecs have those with fixed layouts.
     *
     * @param system its name
     * @return whether its samples can be of it
     */
    public boolean has(String system) {
        return Peers.codec(system).equals(Peers.FIXED) || holds(TickMapping.class);
    }

    private boolean holds(Class<?> type) {
        String entryName = type.getName().replace('.', '/') + ".class";
        try (Stream<Path> entries = Files.list(folder.resolve(LIBRARIES))) {
            for (Path entry : entries.toList()) {
                if (isJarOf(PEERS, entry.getFileName().toString())) {
                    try (JarFile jar = new JarFile(entry.toFile())) {
                        return jar.getEntry(entryName) != null;
                    }
                }
            }
            return false;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isJarOf(String library, String name) {
        return name.startsWith(library) && name.endsWith(".jar");
    }

    /** For a JVM. */
    String classPath() {
        return folder.resolve(LIBRARIES).resolve("*").toString();
    }
}
