package io.ringswarm.engine.work;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A work on real threads keeps its promises. Longer: {@code -Dwork.seconds=N}; with a seed: {@code -Dwork.seed=N}. */
class ThreadedWorkTest {
    private static final long SECONDS = Long.getLong("work.seconds", 5);
    private static final long THREAD_END_MS = 10_000;

    @Test
    @Timeout(900)
    void shouldKeepItsPromisesWhenThreadsSubmitAndWorkersComeAndGo() throws Exception {
        long seed = Long.getLong("work.seed", System.nanoTime());
        System.out.println("work.seed=" + seed);
        Set<Thread> before = Thread.getAllStackTraces().keySet();
        ThreadedWork threaded = new ThreadedWork(seed);
        WorkReport report = threaded.run(Duration.ofSeconds(SECONDS));
        System.out.println(RandomWork.happened(report.counters()));
        WorkCounters counters = report.counters();
        assertThat(report.stuckThreads()).isEmpty();
        assertThat(report.cancelled()).isFalse();
        assertThat(counters.open()).as("%s", counters).isZero();
        assertThat(counters.submitted()).isEqualTo(threaded.tasks());
        assertThat(counters.ended()).isEqualTo(counters.submitted());
        assertThat(RandomWork.happened(counters))
                .containsKeys(
                        "failed: worker failed", "failed: time limit", "expired: deadline", "cancelled: cancelled");
        assertThat(List.of(counters.succeeded(), counters.retried(), counters.evacuated(), counters.stolen()))
                .as("%s", counters)
                .allMatch(count -> count > 0);
        assertThat(strayThreads(before)).as("threads that go on").isEmpty();
    }

    private static boolean isTheJdks(String thread) {
        return thread.startsWith("ForkJoinPool") || thread.startsWith("VirtualThread-");
    }

    /** Without those of the JDK: the common pool's, and those that virtual threads run on. */
    private static List<String> strayThreads(Set<Thread> before) throws InterruptedException {
        List<Thread> since = Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> !before.contains(thread) && !isTheJdks(thread.getName()))
                .filter(thread -> thread.getThreadGroup() != null
                        && !"system".equals(thread.getThreadGroup().getName()))
                .toList();
        for (Thread thread : since) {
            if (thread != Thread.currentThread()) {
                thread.join(THREAD_END_MS);
            }
        }
        return since.stream()
                .filter(thread -> thread.isAlive() && thread != Thread.currentThread())
                .map(Thread::getName)
                .toList();
    }
}
