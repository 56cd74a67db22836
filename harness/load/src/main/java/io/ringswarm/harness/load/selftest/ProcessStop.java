package io.ringswarm.harness.load.selftest;

import io.ringswarm.harness.load.measure.RunListener;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/**
 * Has this process stopped from outside for a while, once the measured part has begun: a shell sends it the signal to stop,
 * sleeps, and sends the one to go on, also when the shell itself is asked to end meanwhile.
 */
final class ProcessStop implements RunListener {
    private static final String SCRIPT =
            "trap 'kill -CONT \"$1\"' EXIT; trap 'exit 1' INT TERM; sleep \"$2\"; kill -STOP \"$1\" && sleep \"$3\"";

    private static final double NS_PER_SECOND = 1e9;
    private static final long PATIENCE_SECONDS = 30;

    private final long stopAtNs;
    private final long stopNs;
    private Process shell;

    /**
     * A stop.
     *
     * @param stopAtNs about so long after the measured part began
     * @param stopNs about how long; 0 for none
     */
    ProcessStop(long stopAtNs, long stopNs) {
        this.stopAtNs = stopAtNs;
        this.stopNs = stopNs;
    }

    /** Waits for the shell's end. False when it could not do it, as where there is no shell. */
    boolean succeeded() {
        if (stopNs == 0) {
            return true;
        }
        try {
            if (shell != null && shell.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                return shell.exitValue() == 0;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return false;
    }

    @Override
    public void measuring(long durationNs) {
        if (stopNs > 0) {
            try {
                shell = new ProcessBuilder(
                                "sh",
                                "-c",
                                SCRIPT,
                                "sh",
                                String.valueOf(ProcessHandle.current().pid()),
                                seconds(stopAtNs),
                                seconds(stopNs))
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start();
            } catch (IOException e) {
                throw new UncheckedIOException("sh (expected: a shell, to stop this process for a moment)", e);
            }
        }
    }

    private static String seconds(long ns) {
        return String.format(Locale.ROOT, "%.3f", ns / NS_PER_SECOND);
    }
}
