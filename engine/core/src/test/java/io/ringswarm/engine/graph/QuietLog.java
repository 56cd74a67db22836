package io.ringswarm.engine.graph;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Takes what many graphs log, which slf4j-simple writes to the standard error stream of the moment, and keeps the errors. */
final class QuietLog implements AutoCloseable {
    private static final int MOST_ERRORS = 20;
    private static final String DEATH = "died; the engine accepts nothing more";

    private final PrintStream behind = System.err;
    private final Queue<String> errors = new ConcurrentLinkedQueue<>();

    QuietLog() {
        System.setErr(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8) {
            @Override
            public void println(String line) {
                keep(line);
            }
        });
    }

    private void keep(String line) {
        if (line.contains("] ERROR ") && !line.contains(DEATH) && errors.size() < MOST_ERRORS) {
            errors.add(line);
        }
    }

    /** Errors but the deaths of shards, which graphs cause on purpose. */
    List<String> errors() {
        return List.copyOf(errors);
    }

    @Override
    public void close() {
        System.setErr(behind);
    }
}
