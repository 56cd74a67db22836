package io.ringswarm.harness.load.environment;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ThrottlingTest {
    @TempDir
    Path root;

    @Test
    void shouldReadMicrosecondsOfTheOwnGroupInVersion2() throws IOException {
        write("proc/self/cgroup", "0::/docker/abc\n");
        write("sys/fs/cgroup/cpu.stat", "nr_throttled 1\nthrottled_usec 9\n");
        write("sys/fs/cgroup/docker/abc/cpu.stat", "usage_usec 77\nnr_throttled 3\nthrottled_usec 1500\n");

        assertThat(Throttling.under(root).totalNs()).isEqualTo(1_500_000);
    }

    @Test
    void shouldReadNanosecondsInVersion1() throws IOException {
        write("proc/self/cgroup", "4:memory:/a\n3:cpu,cpuacct:/b\n");
        write("sys/fs/cgroup/cpu,cpuacct/b/cpu.stat", "nr_periods 5\nnr_throttled 3\nthrottled_time 1234\n");

        assertThat(Throttling.under(root).totalNs()).isEqualTo(1234);
    }

    @Test
    void shouldTakeTheRootWhereAContainerSeesOnlyItsOwnGroup() throws IOException {
        write("proc/self/cgroup", "0::/not/seen/here\n");
        write("sys/fs/cgroup/cpu.stat", "throttled_usec 2\n");

        assertThat(Throttling.under(root).totalNs()).isEqualTo(2_000);
    }

    @Test
    void shouldNotBeThereWhereTheKernelDoesNotSay() throws IOException {
        assertThat(Throttling.under(root)).isNull();
        write("proc/self/cgroup", "0::/\n");
        write("sys/fs/cgroup/cpu.stat", "usage_usec 2\n");
        assertThat(Throttling.under(root)).isNull();
    }

    private void write(String file, String text) throws IOException {
        Path path = root.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, text);
    }
}
