package io.ringswarm.harness.load.environment;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CoreWaitsTest {
    private final List<Long> waits = new ArrayList<>();

    @TempDir
    Path tasks;

    @Test
    void shouldTellWhatThreadsOfTheNamesHaveWaitedSinceTheLastLook() throws IOException {
        thread("11", "ringswarm-shard", "500 1000 7");
        thread("12", "C2 CompilerThre", "500 1000 7");
        try (CoreWaits core = CoreWaits.in(tasks, List.of("ringswarm-shard-", "ringswarm-generator-"))) {
            core.look(waits::add);
            assertThat(waits).as("the first look").isEmpty();
            thread("11", "ringswarm-shard", "900 1250 9");
            thread("12", "C2 CompilerThre", "900 9250 9");
            core.look(waits::add);
            core.look(waits::add);
        }
        assertThat(waits).containsExactly(250L);
    }

    @Test
    void shouldFindThreadsThatBeginLaterAndForgetThoseThatEnd() throws IOException {
        thread("11", "ringswarm-shard", "0 0 0");
        try (CoreWaits core = CoreWaits.in(tasks, List.of("ringswarm-"))) {
            core.look(waits::add);
            thread("13", "ringswarm-gener", "5 100 1");
            Files.delete(tasks.resolve("11").resolve("schedstat"));
            Files.delete(tasks.resolve("11").resolve("comm"));
            Files.delete(tasks.resolve("11"));
            for (int look = 0; look < 60; look++) {
                core.look(waits::add);
            }
            thread("13", "ringswarm-gener", "5 170 1");
            core.look(waits::add);
        }
        assertThat(waits).containsExactly(70L);
    }

    @Test
    void shouldNotBeThereWhereTheKernelDoesNotSay() {
        assertThat(CoreWaits.in(tasks.resolve("none"), List.of("a"))).isNull();
        assertThat(CoreWaits.in(tasks, List.of("a"))).isNull();
    }

    private void thread(String id, String name, String schedstat) throws IOException {
        Path folder = Files.createDirectories(tasks.resolve(id));
        Files.writeString(folder.resolve("comm"), name + "\n");
        Files.writeString(folder.resolve("schedstat"), schedstat + "\n");
    }
}
