package io.ringswarm.harness.load.environment;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * How long threads were ready to run and had no core, as Linux counts in the second number of a thread's {@code schedstat},
 * ns. Threads join by themselves; one other thread looks, which allocates nothing.
 */
public final class CoreWaits implements AutoCloseable {
    private static final Path PROC = Path.of("/proc");
    private static final String OWN_TASK = "thread-self";
    private static final String SCHEDSTAT = "schedstat";
    private static final int MAX_FILE_BYTES = 128;

    private final Path proc;
    private final List<Task> tasks = new CopyOnWriteArrayList<>();
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(MAX_FILE_BYTES);

    private static final class Task {
        private final int owner;
        private final FileChannel file;
        private long waitedNs;

        Task(int owner, FileChannel file) {
            this.owner = owner;
            this.file = file;
        }
    }

    /** Takes what threads have waited. */
    @FunctionalInterface
    public interface Listener {
        /**
         * A thread has waited since the last look.
         *
         * @param owner what it joined as
         * @param ns how long, above 0
         */
        void waited(int owner, long ns);
    }

    private CoreWaits(Path proc) {
        this.proc = proc;
    }

    /**
     * Of threads of this process, none of which has joined.
     *
     * @return null where the kernel does not say
     */
    public static CoreWaits ofThisProcess() {
        return in(PROC);
    }

    static CoreWaits in(Path proc) {
        return Files.isReadable(proc.resolve(OWN_TASK).resolve(SCHEDSTAT)) ? new CoreWaits(proc) : null;
    }

    /**
     * The calling thread: is looked at from now on, until it ends.
     *
     * @param owner what its waits are told as
     * @throws UncheckedIOException when the kernel does not say any more
     */
    public void join(int owner) {
        try {
            Path task = proc.resolve(OWN_TASK).toRealPath();
            tasks.add(new Task(owner, FileChannel.open(task.resolve(SCHEDSTAT))));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * The looking thread: tells of each thread that has waited since the last look.
     *
     * @param listener takes the waits
     */
    public void look(Listener listener) {
        for (int i = tasks.size() - 1; i >= 0; i--) {
            Task task = tasks.get(i);
            long waitedNs = read(task);
            if (waitedNs < 0) {
                tasks.remove(i);
                close(task);
            } else if (waitedNs > task.waitedNs) {
                listener.waited(task.owner, waitedNs - task.waitedNs);
                task.waitedNs = waitedNs;
            }
        }
    }

    /** After the last look. */
    @Override
    public void close() {
        tasks.forEach(CoreWaits::close);
        tasks.clear();
    }

    /** The second of its numbers; below zero when the thread has ended. */
    private long read(Task task) {
        buffer.clear();
        try {
            if (task.file.read(buffer, 0) <= 0) {
                return -1;
            }
        } catch (IOException ended) {
            return -1; // the kernel says that there is no such process
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
