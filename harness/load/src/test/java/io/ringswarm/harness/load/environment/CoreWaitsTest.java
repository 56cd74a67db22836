package io.ringswarm.harness.load.environment;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class CoreWaitsTest {
    private final List<String> waits = new ArrayList<>();

    @TempDir
    Path proc;

    @Test
    void shouldTellWhatEachThreadHasWaitedSinceTheLastLook() throws IOException {
        thread("11", "500 1000 7");
        try (CoreWaits core = CoreWaits.in(proc)) {
            core.join(3);
            thread("12", "0 5 7");
            core.join(-1);
            look(core);
            assertThat(waits).containsExactlyInAnyOrder("3: 1000", "-1: 5");
            waits.clear();
            write("11", "900 1250 9");
            look(core);
            look(core);
        }
        assertThat(waits).containsExactly("3: 250");
    }

    @Test
    void shouldForgetAThreadWhoseFileSaysNothingAnyMore() throws IOException {
        thread("11", "0 7 0");
        try (CoreWaits core = CoreWaits.in(proc)) {
            core.join(0);
            write("11", "");
            look(core);
            write("11", "0 9 0");
            look(core);
        }
        assertThat(waits).isEmpty();
    }

    @Test
    void shouldLookAtThreadsOfThisProcessUntilTheyEnd() throws InterruptedException {
        CoreWaits core = CoreWaits.ofThisProcess();
        if (core == null) {
            assertThat(Path.of("/proc/thread-self/schedstat"))
                    .as("where the kernel says")
                    .doesNotExist();
            return;
        }
        try (core) {
            Thread thread = new Thread(() -> core.join(1));
            thread.start();
            thread.join();
            look(core); // the kernel may keep a thread that has ended for a moment
            look(core);
        }
        assertThat(waits).allMatch(wait -> wait.startsWith("1: "));
    }

    @Test
    void shouldNotBeThereWhereTheKernelDoesNotSay() {
        assertThat(CoreWaits.in(proc.resolve("none"))).isNull();
        assertThat(CoreWaits.in(proc)).isNull();
    }

    private void look(CoreWaits core) {
        core.look((owner, ns) -> waits.add(owner + ": " + ns));
    }

    /** The thread that asks is this one from now on. */
    private void thread(String id, String schedstat) throws IOException {
        Files.createDirectories(proc.resolve("self/task").resolve(id));
        write(id, schedstat);
        Files.deleteIfExists(proc.resolve("thread-self"));
        Files.createSymbolicLink(proc.resolve("thread-self"), Path.of("self", "task", id));
    }

    private void write(String id, String schedstat) throws IOException {
        Files.writeString(proc.resolve("self/task").resolve(id).resolve("schedstat"), schedstat);
    }
}
