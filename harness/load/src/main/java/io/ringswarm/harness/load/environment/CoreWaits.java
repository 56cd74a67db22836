package io.ringswarm.harness.load.environment;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * How long threads of this process were ready to run and had no core, as Linux counts in the second number of
 * {@code /proc/self/task/TID/schedstat}, ns. Only threads whose names begin as asked. Looking allocates nothing, but that it
 * looks for new threads from time to time. Confined to one thread.
 */
public final class CoreWaits implements AutoCloseable {
    private static final Path TASKS = Path.of("/proc/self/task");
    private static final String SCHEDSTAT = "schedstat";
    private static final int LOOKS_TO_A_SEARCH = 50;
    private static final int MAX_FILE_BYTES = 128;

    /** The kernel keeps so much of a thread's name. */
    private static final int KEPT_OF_NAME = 15;

    private final Path tasks;
    private final List<String> names;
    private final Map<Path, Task> known = new HashMap<>();
    private final List<Task> running = new ArrayList<>();
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(MAX_FILE_BYTES);
    private int looks;

    private static final class Task {
        private final FileChannel file;
        private long waitedNs;
        private boolean ended;

        Task(FileChannel file) {
            this.file = file;
        }
    }

    /** Takes what one thread has waited. */
    @FunctionalInterface
    public interface Listener {
        /**
         * One thread has waited since the last look.
         *
         * @param ns how long, above 0
         */
        void waited(long ns);
    }

    private CoreWaits(Path tasks, List<String> names) {
        this.tasks = tasks;
        this.names = names;
    }

    /**
     * Of threads of this process.
     *
     * @param names how their names begin
     * @return null where the kernel does not say
     */
    public static CoreWaits ofThreads(List<String> names) {
        return in(TASKS, names);
    }

    static CoreWaits in(Path tasks, List<String> names) {
        try (Stream<Path> entries = Files.list(tasks)) {
            boolean says = entries.anyMatch(task -> Files.isReadable(task.resolve(SCHEDSTAT)));
            return says
                    ? new CoreWaits(
                            tasks,
                            names.stream()
                                    .map(name -> name.substring(0, Math.min(name.length(), KEPT_OF_NAME)))
                                    .toList())
                    : null;
        } catch (IOException noSuchFolder) {
            return null;
        }
    }

    /**
     * Looks, and tells of each thread that has waited since the last look. A thread's first look is told of nothing.
     *
     * @param listener takes the waits
     */
    public void look(Listener listener) {
        if (looks++ % LOOKS_TO_A_SEARCH == 0) {
            search();
        }
        for (int i = running.size() - 1; i >= 0; i--) {
            Task task = running.get(i);
            long waitedNs = read(task);
            if (waitedNs > task.waitedNs) {
                listener.waited(waitedNs - task.waitedNs);
                task.waitedNs = waitedNs;
            } else if (task.ended) {
                running.remove(i);
            }
        }
    }

    @Override
    public void close() {
        known.values().forEach(CoreWaits::close);
        known.clear();
        running.clear();
    }

    private void search() {
        try (Stream<Path> entries = Files.list(tasks)) {
            List<Path> present = entries.toList();
            known.entrySet().removeIf(entry -> {
                boolean gone = !present.contains(entry.getKey());
                if (gone) {
                    close(entry.getValue());
                    running.remove(entry.getValue());
                }
                return gone;
            });
            for (Path task : present) {
                if (!known.containsKey(task) && isAsked(task)) {
                    open(task);
                }
            }
        } catch (IOException | UncheckedIOException e) {
            throw new IllegalStateException(tasks + " cannot be listed", e);
        }
    }

    private boolean isAsked(Path task) throws IOException {
        try {
            String name = Files.readString(task.resolve("comm")).strip();
            return names.stream().anyMatch(name::startsWith);
        } catch (NoSuchFileException ended) {
            return false;
        }
    }

    private void open(Path path) throws IOException {
        try {
            Task task = new Task(FileChannel.open(path.resolve(SCHEDSTAT)));
            task.waitedNs = read(task);
            known.put(path, task);
            running.add(task);
        } catch (NoSuchFileException ended) {
            return; // between the listing and here
        }
    }

    /** The second of its numbers; that of the last look when the thread has ended. */
    private long read(Task task) {
        buffer.clear();
        try {
            if (task.file.read(buffer, 0) <= 0) {
                task.ended = true;
                return task.waitedNs;
            }
        } catch (IOException ended) {
            task.ended = true;
            return task.waitedNs;
        }
        buffer.flip();
        while (buffer.hasRemaining() && buffer.get() != ' ') {
            // the time it ran
        }
        long ns = 0;
        while (buffer.hasRemaining()) {
            byte digit = buffer.get();
            if (digit < '0' || digit > '9') {
                break;
            }
            ns = 10 * ns + digit - '0';
        }
        return ns;
    }

    private static void close(Task task) {
        try {
            task.file.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
