package io.ringswarm.engine.work.routing;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(60)
class RoutingAllocationTest {
    private static final long SEED = 3;
    private static final int WORKERS = 100;
    private static final int CHOICES = 50_000;

    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private final SplittableRandom random = new SplittableRandom(SEED);
    private final FakeTask[] tasks = new FakeTask[64];

    @ParameterizedTest
    @EnumSource
    void shouldAllocateNothingWhenChoosingAndWhenLoadsChange(Strategies strategy) {
        Groups groups = new Groups(strategy, random.split());
        for (FakeWorker worker : FakeWorker.crew(WORKERS)) {
            groups.add(worker.capable(random.nextInt(16)).history(1_000 + worker.index(), 0.9));
        }
        for (int i = 0; i < tasks.length; i++) {
            tasks[i] = new FakeTask(1L << i % 3, i % 5, i, 1_000);
        }
        chooseAndChange(groups);
        long before = threads.getCurrentThreadAllocatedBytes();
        chooseAndChange(groups);
        long allocated = threads.getCurrentThreadAllocatedBytes() - before;
        assertThat(allocated).as("bytes of %d choices, seed %d", CHOICES, SEED).isLessThan(CHOICES / 10);
    }

    private void chooseAndChange(Groups groups) {
        for (int i = 0; i < CHOICES; i++) {
            FakeWorker chosen = (FakeWorker) groups.choose(tasks[i % tasks.length], i);
            groups.changed(chosen.outstanding((chosen.outstanding() + 1) % 9));
        }
    }
}
