package io.ringswarm.harness.load.environment;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * How long this process's control group was held back because its quota of CPU time was used up: {@code throttled_usec} of
 * {@code cpu.stat} in version 2, {@code throttled_time} (ns) in version 1. Confined to one thread.
 */
public final class Throttling {
    private static final Path ROOT = Path.of("/");
    private static final String VERSION_2 = "throttled_usec";
    private static final String VERSION_1 = "throttled_time";
    private static final long NS_PER_US = 1_000;

    private final Path file;

    private Throttling(Path file) {
        this.file = file;
    }

    /**
     * Of this process.
     *
     * @return null where the kernel does not say
     */
    public static Throttling ofThisProcess() {
        return under(ROOT);
    }

    static Throttling under(Path root) {
        for (Path folder : folders(root)) {
            Throttling found = new Throttling(folder.resolve("cpu.stat"));
            if (Files.isReadable(found.file) && found.totalNs() != null) {
                return found;
            }
        }
        return null;
    }

    /**
     * Since the group was made.
     *
     * @return ns; null when the kernel does not say any more
     */
    public Long totalNs() {
        try {
            for (String line : Files.readAllLines(file)) {
                String[] parts = line.split(" ");
                if (parts.length == 2 && parts[0].equals(VERSION_2)) {
                    return Long.parseLong(parts[1]) * NS_PER_US;
                }
                if (parts.length == 2 && parts[0].equals(VERSION_1)) {
                    return Long.parseLong(parts[1]);
                }
            }
        } catch (IOException | NumberFormatException unreadable) {
            return null;
        }
        return null;
    }

    /** The process's own group first; where a container sees only its own, that is the root. */
    private static List<Path> folders(Path root) {
        Path groups = root.resolve("sys/fs/cgroup");
        List<Path> folders = new ArrayList<>();
        try {
            for (String line : Files.readAllLines(root.resolve("proc/self/cgroup"))) {
                String[] parts = line.split(":", 3);
                if (parts.length < 3) {
                    continue;
                }
                String path = parts[2].substring(1);
                if (parts[1].isEmpty()) {
                    folders.add(groups.resolve(path));
                    folders.add(groups.resolve("unified").resolve(path));
                } else if (List.of(parts[1].split(",")).contains("cpu")) {
                    folders.add(groups.resolve(parts[1]).resolve(path));
                    folders.add(groups.resolve("cpu").resolve(path));
                }
            }
        } catch (IOException noSuchFile) {
            return List.of();
        }
        folders.add(groups);
        folders.add(groups.resolve("cpu"));
        return folders;
    }
}
