package io.ringswarm.engine.example;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ReadmeTest {
    private static final Path README = Path.of("..", "..", "README.md");

    @Test
    void shouldCloseEveryBlockAndLeaveNoBlankToFillIn() throws IOException {
        assertThat(Files.readAllLines(README).stream().filter(line -> line.startsWith("```")))
                .satisfies(fences -> assertThat(fences.size() % 2).isZero());
        assertThat(Files.readString(README)).doesNotContainPattern("@[A-Z]+@").doesNotContainPattern("[^\n`]```");
    }
}
