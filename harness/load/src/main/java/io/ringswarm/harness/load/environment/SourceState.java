package io.ringswarm.harness.load.environment;

import io.ringswarm.reports.run.Git;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/**
 * Asks git about the sources that the harness was built from. The launcher, which rebuilds when sources are newer, says
 * where they are; a release has none, and its commit is not known.
 */
public final class SourceState {
    private static final long PATIENCE_SECONDS = 5;

    private SourceState() {}

    /**
     * The state of a source tree.
     *
     * @param root the project's folder; null when not known
     * @return its commit, or null when there is no repository or no git
     */
    public static Git of(Path root) {
        if (root == null || !Files.exists(root.resolve(".git"))) {
            return null;
        }
        String commit = output(root, "rev-parse", "HEAD");
        if (commit == null || !commit.matches("[0-9a-f]{40,64}")) {
            return null;
        }
        String changes = output(root, "status", "--porcelain");
        return new Git(commit, changes == null ? null : (Boolean) !changes.isEmpty());
    }

    /** What git prints; null when it cannot be asked or does not know. */
    private static String output(Path root, String... arguments) {
        String[] command = new String[arguments.length + 3];
        command[0] = "git";
        command[1] = "-C";
        command[2] = root.toString();
        System.arraycopy(arguments, 0, command, 3, arguments.length);
        try {
            Process git = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            String text = new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            if (!git.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                git.destroyForcibly();
                return null;
            }
            return git.exitValue() == 0 ? text : null;
        } catch (IOException e) {
            return null; // no git on this machine: the commit is not known
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return null;
        }
    }
}
