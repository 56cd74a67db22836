package io.ringswarm.examples.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OwnWorkloadDocTest {
    private static final Path ROOT = Path.of("..", "..");
    private static final Path DOC = ROOT.resolve("docs").resolve("own-workload.md");
    private static final String PACKAGE = "java/io/ringswarm/examples/load/";

    @ParameterizedTest
    @ValueSource(strings = {"agent:main/PricingAgent", "workload:test/PricingLoad", "test:test/PricingLoadTest"})
    void shouldStandInTheDocsAsItIsCompiled(String part) throws IOException {
        String region = region(part);
        assertThat(region).isNotBlank();
        assertThat(Files.readString(DOC)).contains("```java\n" + region + "\n```");
    }

    @Test
    void shouldShowTheScenarioAsItIsRun() throws IOException {
        String yaml = Files.readString(Path.of("pricing.yaml"));
        assertThat(Files.readString(DOC)).contains("```yaml\n" + yaml + "```");
    }

    @Test
    void shouldBeFoundFromTheReadme() throws IOException {
        assertThat(Files.readString(ROOT.resolve("README.md"))).contains("(docs/own-workload.md)");
    }

    @Test
    void shouldStandInTheReadmeAsItIsCompiled() throws IOException {
        String call = region("test:test/PricingLoadTest")
                .lines()
                .dropWhile(line -> !line.contains("MarketIsBusy"))
                .skip(1)
                .takeWhile(line -> !line.strip().equals("}"))
                .collect(Collectors.joining("\n"))
                .stripIndent();
        assertThat(call).startsWith("LoadTest.of(").endsWith(".run();");
        assertThat(Files.readString(ROOT.resolve("README.md"))).contains("```java\n" + call + "\n```");
    }

    @Test
    void shouldShowNoOtherJavaThanWhatIsCompiled() throws IOException {
        assertThat(Files.readAllLines(DOC).stream().filter("```java"::equals)).hasSize(3);
    }

    /** The lines between the marks, without their common indent. */
    private static String region(String part) throws IOException {
        String name = part.substring(0, part.indexOf(':'));
        String[] file = part.substring(part.indexOf(':') + 1).split("/");
        Path source = Path.of("src", file[0], PACKAGE + file[1] + ".java");
        try (Stream<String> lines = Files.lines(source)) {
            return lines.dropWhile(line -> !line.strip().equals("// begin of the docs' " + name))
                    .skip(1)
                    .takeWhile(line -> !line.strip().equals("// end of the docs' " + name))
                    .collect(Collectors.joining("\n"))
                    .stripIndent();
        }
    }
}
