package io.ringswarm.engine.testkit.example;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(10)
class TestingDocTest {
    private static final Path ROOT = Path.of("..", "..");
    private static final Path DOC = ROOT.resolve("docs").resolve("testing.md");
    private static final Path SOURCES =
            Path.of("src", "test", "java", "io", "ringswarm", "engine", "testkit", "example");

    @ParameterizedTest
    @ValueSource(strings = {"agent:PricingAgent", "test:PricingAgentTest"})
    void shouldStandInTheDocsAsItIsCompiled(String part) throws IOException {
        String name = part.substring(0, part.indexOf(':'));
        Path source = SOURCES.resolve(part.substring(part.indexOf(':') + 1) + ".java");
        String region = region(source, name);
        assertThat(region).isNotBlank();
        assertThat(Files.readString(DOC)).contains("```java\n" + region + "\n```");
    }

    @Test
    void shouldBeFoundFromTheReadme() throws IOException {
        assertThat(Files.readString(ROOT.resolve("README.md"))).contains("(docs/testing.md)");
    }

    /** The lines between the marks, without their common indent. */
    private static String region(Path source, String name) throws IOException {
        try (Stream<String> lines = Files.lines(source)) {
            return lines.dropWhile(line -> !line.strip().equals("// begin of the docs' " + name))
                    .skip(1)
                    .takeWhile(line -> !line.strip().equals("// end of the docs' " + name))
                    .collect(Collectors.joining("\n"))
                    .stripIndent();
        }
    }
}
