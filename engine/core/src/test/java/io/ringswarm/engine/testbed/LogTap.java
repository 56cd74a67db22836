package io.ringswarm.engine.testbed;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Keeps what is logged, which slf4j-simple writes to the standard error stream of the moment. */
final class LogTap {
    private final PrintStream behind = System.err;
    private final ByteArrayOutputStream kept = new ByteArrayOutputStream();

    LogTap() {
        System.setErr(new PrintStream(kept, true, StandardCharsets.UTF_8));
    }

    List<String> lines() {
        return kept.toString(StandardCharsets.UTF_8).lines().toList();
    }

    List<String> errors() {
        return lines().stream().filter(line -> line.contains("] ERROR ")).toList();
    }

    /** Gives the stream back, and what was kept with it when somebody will want to read it. */
    void close(boolean show) {
        System.setErr(behind);
        if (show) {
            behind.print(kept.toString(StandardCharsets.UTF_8));
        }
    }
}
