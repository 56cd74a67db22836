package io.ringswarm.harness.load.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringswarm.reports.run.ExitCode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The launcher in a source tree of one file, with a Maven and a JVM that only say that they were called. */
@Timeout(60)
class LauncherTest {
    private static final Path LAUNCHER = Path.of("..", "bin", "ringswarm");
    private static final String BUILDS = "mkdir -p harness/load/target/dist/lib; echo built";
    private static final String FAILS = "echo '[ERROR] it does not compile'; exit 1";

    @TempDir
    private Path root;

    private Path source;
    private Path stamp;
    private int exitCode;

    @BeforeEach
    void makeTree() throws IOException {
        Path copy = Files.createDirectories(root.resolve("harness/bin")).resolve("ringswarm");
        Files.copy(LAUNCHER, copy);
        assertThat(copy.toFile().setExecutable(true)).isTrue();
        source = Files.createDirectories(root.resolve("engine/src/main")).resolve("Ring.java");
        Files.writeString(source, "class Ring {}");
        stamp = root.resolve("harness/load/target/dist.stamp");
        executable("jdk/bin/java", "echo ran");
    }

    @Test
    void shouldBuildOnceAndAgainWhenASourceIsNewer() throws Exception {
        maven(BUILDS);

        assertThat(launched()).contains("building", "built", "ran");
        assertThat(launched()).isEqualTo("ran\n");
        Files.setLastModifiedTime(source, FileTime.from(Instant.now().plusSeconds(60)));
        assertThat(launched()).contains("built", "ran");
        assertThat(exitCode).isZero();
    }

    @Test
    void shouldRunNothingAndBuildTheNextTimeWhenTheBuildFails() throws Exception {
        maven(BUILDS);
        launched();
        FileTime before = Files.getLastModifiedTime(stamp);
        Files.setLastModifiedTime(source, FileTime.from(Instant.now().plusSeconds(60)));
        maven(FAILS);

        assertThat(launched())
                .contains("it does not compile", "ringswarm: the build has failed, as said above, and nothing was run")
                .doesNotContain("ran\n");
        assertThat(exitCode).isEqualTo(ExitCode.INTERNAL);
        assertThat(Files.getLastModifiedTime(stamp)).isEqualTo(before);
        assertThat(stamp.resolveSibling("dist.stamp.next")).doesNotExist();

        Files.setLastModifiedTime(source, FileTime.from(before.toInstant().plusSeconds(1)));
        maven(BUILDS);
        assertThat(launched()).contains("built", "ran");
        assertThat(exitCode).isZero();
    }

    private void maven(String does) throws IOException {
        executable("tools/mvn", does);
    }

    private void executable(String name, String does) throws IOException {
        Path file = root.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, "#!/usr/bin/env bash\n" + does + "\n");
        assertThat(file.toFile().setExecutable(true)).isTrue();
    }

    private String launched() throws Exception {
        ProcessBuilder launch = new ProcessBuilder(
                        root.resolve("harness/bin/ringswarm").toString(), "scenarios")
                .redirectErrorStream(true);
        launch.environment().remove("RINGSWARM_JAVA_OPTS");
        launch.environment().put("JAVA_HOME", root.resolve("jdk").toString());
        launch.environment().put("TMPDIR", root.toString());
        launch.environment().merge("PATH", root.resolve("tools").toString(), (old, tools) -> tools + ":" + old);
        Process process = launch.start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        exitCode = process.exitValue();
        return said;
    }
}
