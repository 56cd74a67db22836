package io.ringswarm.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.lmax.disruptor.Sequencer;
import io.ringswarm.codecs.BodyCodec;
import io.ringswarm.engine.testbed.BareService;
import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.slf4j.Logger;

/** Bodies of a fixed layout need no flag of the JVM's, and no Chronicle. */
@Timeout(60)
class BareJvmTest {
    private static final Path THIS_JDK = Path.of(System.getProperty("java.home"));

    @Test
    void shouldRunWithoutAnyFlagWhenBodiesHaveAFixedLayout() throws Exception {
        assertRuns(THIS_JDK);
    }

    @Test
    void shouldRunWithoutAnyFlagOnJdk25WhenOneIsBeside() throws Exception {
        List<Path> jdks;
        try (Stream<Path> beside = Files.list(THIS_JDK.getParent())) {
            jdks = beside.filter(BareJvmTest::isJdk25).toList();
        }
        assumeThat(jdks).as("a JDK 25 beside the running one").isNotEmpty();
        assertRuns(jdks.get(0));
    }

    private static boolean isJdk25(Path jdk) {
        Path release = jdk.resolve("release");
        try {
            return Files.isReadable(release) && Files.readString(release).contains("JAVA_VERSION=\"25");
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static void assertRuns(Path jdk) throws Exception {
        String classPath = Stream.of(
                        BareService.class,
                        Engine.class,
                        BodyCodec.class,
                        Sequencer.class,
                        Histogram.class,
                        Logger.class)
                .map(BareJvmTest::location)
                .distinct()
                .collect(Collectors.joining(File.pathSeparator));
        ProcessBuilder builder = new ProcessBuilder(
                        jdk.resolve("bin").resolve("java").toString(),
                        "-Dslf4j.internal.verbosity=ERROR", // that no logger is bound is the service's business
                        "-cp",
                        classPath,
                        BareService.class.getName())
                .redirectErrorStream(true);
        builder.environment().remove("JDK_JAVA_OPTIONS");
        builder.environment().remove("JAVA_TOOL_OPTIONS");
        Process process = builder.start();
        try {
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
            assertThat(output.lines()).as("no warning either").containsExactly("handled 1000, in flight 0");
            assertThat(process.exitValue()).isZero();
        } finally {
            process.destroyForcibly();
        }
    }

    private static String location(Class<?> type) {
        try {
            return Path.of(type.getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .toURI())
                    .toString();
        } catch (URISyntaxException e) {
            throw new AssertionError(e);
        }
    }
}
