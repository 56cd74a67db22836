package io.ringswarm.reports.files;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Files that are complete in a hidden folder before the first of them is moved to where it belongs. */
final class StagedFiles {
    private StagedFiles() {}

    /** One move of the whole folder. */
    static void asNewFolder(Path target, Map<String, byte[]> files) throws IOException {
        Path parent = target.getParent();
        Files.createDirectories(parent);
        Path staging = parent.resolve("." + target.getFileName() + "." + UUID.randomUUID() + ".partial");
        try {
            writeAll(staging, files);
            if (Files.exists(target)) {
                throw new FileAlreadyExistsException(target.toString(), null, "appeared while the report was written");
            }
            Files.move(staging, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            deleteAfter(e, staging);
            throw e;
        }
    }

    /**
     * File by file, within the folder: so it may be a mount point, a link, or hold files of others. What is replaced goes aside first and
     * comes back if a move fails.
     */
    static void intoExisting(Path target, Map<String, byte[]> files, Collection<String> replaced) throws IOException {
        Path staging = target.resolve("." + UUID.randomUUID() + ".partial");
        Path aside = staging.resolve("before");
        Deque<Path[]> done = new ArrayDeque<>();
        try {
            writeAll(staging, files);
            Files.createDirectory(aside);
            moveAll(target, aside, existing(target, replaced), done);
            moveAll(staging, target, files.keySet(), done);
        } catch (IOException e) {
            if (undo(done, e)) {
                deleteAfter(e, staging);
            }
            throw e;
        }
        delete(staging);
    }

    private static void writeAll(Path staging, Map<String, byte[]> files) throws IOException {
        Files.createDirectory(staging);
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            Files.write(
                    staging.resolve(file.getKey()),
                    file.getValue(),
                    StandardOpenOption.CREATE_NEW,
                    StandardOpenOption.WRITE);
        }
    }

    private static List<String> existing(Path target, Collection<String> names) {
        return names.stream().filter(name -> Files.exists(target.resolve(name))).collect(Collectors.toList());
    }

    private static void moveAll(Path from, Path to, Collection<String> names, Deque<Path[]> done) throws IOException {
        for (String name : names) {
            Files.move(from.resolve(name), to.resolve(name), StandardCopyOption.ATOMIC_MOVE);
            done.push(new Path[] {from.resolve(name), to.resolve(name)});
        }
    }

    /** Whether all is as it was; if not, what went aside must stay there. */
    private static boolean undo(Deque<Path[]> done, IOException failure) {
        boolean undone = true;
        while (!done.isEmpty()) {
            Path[] move = done.pop();
            try {
                Files.move(move[1], move[0], StandardCopyOption.ATOMIC_MOVE);
            } catch (IOException e) {
                failure.addSuppressed(e);
                undone = false;
            }
        }
        return undone;
    }

    private static void deleteAfter(IOException failure, Path staging) {
        try {
            delete(staging);
        } catch (IOException e) {
            failure.addSuppressed(e);
        }
    }

    private static void delete(Path root) throws IOException {
        if (!Files.exists(root)) {
            return;
        }
        List<Path> deepestFirst;
        try (Stream<Path> walk = Files.walk(root)) {
            deepestFirst =
                    walk.sorted((a, b) -> b.getNameCount() - a.getNameCount()).collect(Collectors.toList());
        }
        for (Path path : deepestFirst) {
            Files.delete(path);
        }
    }
}
