package io.ringswarm.engine.work.tier;

import static io.ringswarm.engine.work.tier.Tiers.await;
import static io.ringswarm.engine.work.tier.Tiers.stubborn;
import static io.ringswarm.engine.work.tier.Tiers.task;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(20)
class TierTest {
    private static final Duration LONG = Duration.ofSeconds(15);

    private final CountDownLatch gate = new CountDownLatch(1);

    @ParameterizedTest
    @EnumSource
    void shouldRunOnANamedDaemonThreadWhenATaskIsAccepted(Tiers kind) throws InterruptedException {
        AtomicReference<Thread> ran = new AtomicReference<>();
        CountDownLatch end = new CountDownLatch(1);
        Tier tier = kind.holding(1);
        assertThat(tier.tryRun(task(() -> {
                    ran.set(Thread.currentThread());
                    end.countDown();
                })))
                .isTrue();
        end.await();
        assertThat(ran.get()).isNotSameAs(Thread.currentThread());
        assertThat(ran.get().getName()).isEqualTo("tier-under-test-" + (kind == Tiers.CPU ? "cpu-0" : "io-0"));
        assertThat(ran.get().isDaemon()).isTrue();
        TierCloseReport report = tier.close(LONG);
        assertThat(report.notRun()).isEmpty();
        assertThat(report.abandoned()).isEmpty();
        assertThat(tier.counters()).isEqualTo(new TierCounters(0, 0, 1, 0, 0, 0, 0));
    }

    @ParameterizedTest
    @EnumSource
    void shouldRefuseWithoutWaitingWhenFullAndTakeTheSameTaskWhenThereIsRoom(Tiers kind) throws InterruptedException {
        CountDownLatch begun = new CountDownLatch(3);
        Tier tier = kind.holding(3);
        for (int i = 0; i < 3; i++) {
            assertThat(tier.tryRun(stubborn(begun, gate))).isTrue();
        }
        begun.await();
        TierTask late = task(() -> {});
        assertThat(tier.tryRun(late)).isFalse();
        assertThat(tier.tryRun(late)).isFalse();
        assertThat(tier.counters()).isEqualTo(new TierCounters(3, 0, 0, 0, 0, 0, 2));
        gate.countDown();
        await(() -> tier.tryRun(late));
        await(() -> tier.counters().done() == 4);
        tier.close(LONG);
        assertThat(tier.counters().running() + tier.counters().waiting()).isZero();
    }

    @ParameterizedTest
    @EnumSource
    void shouldGoOnWhenTasksThrowAnything(Tiers kind) {
        Tier tier = kind.holding(1);
        for (Throwable thrown : List.of(
                new IllegalStateException("planned"),
                new AssertionError("planned"),
                new StackOverflowError("planned"))) {
            TierTask throwing = task(() -> sneak(thrown));
            await(() -> tier.tryRun(throwing));
        }
        AtomicBoolean ran = new AtomicBoolean();
        TierTask good = task(() -> ran.set(true));
        await(() -> tier.tryRun(good));
        await(() -> tier.counters().done() == 4);
        tier.close(LONG);
        assertThat(ran).isTrue();
        assertThat(tier.counters().failed()).isEqualTo(3);
    }

    @SuppressWarnings("unchecked")
    private static <T extends Throwable> void sneak(Throwable thrown) throws T {
        throw (T) thrown;
    }

    @ParameterizedTest
    @EnumSource
    void shouldInterruptARunningTaskWhenItIsCancelled(Tiers kind) throws InterruptedException {
        CountDownLatch begun = new CountDownLatch(1);
        AtomicBoolean saw = new AtomicBoolean();
        AtomicReference<TierTask> self = new AtomicReference<>();
        Tier tier = kind.holding(1);
        TierTask task = task(() -> {
            begun.countDown();
            try {
                gate.await();
            } catch (InterruptedException e) {
                saw.set(self.get().isCancelled());
                throw e;
            }
        });
        self.set(task);
        tier.tryRun(task);
        begun.await();
        assertThat(task.isCancelled()).isFalse();
        assertThat(tier.cancel(task)).isEqualTo(Cancellation.INTERRUPTED);
        await(() -> tier.counters().done() == 1);
        assertThat(saw).isTrue();
        assertThat(tier.cancel(task)).isEqualTo(Cancellation.TOO_LATE);
        tier.close(LONG);
        assertThat(tier.counters()).isEqualTo(new TierCounters(0, 0, 1, 0, 0, 0, 0));
    }

    @ParameterizedTest
    @EnumSource
    void shouldInterruptAgainWhenATaskSwallowedTheFirst(Tiers kind) throws InterruptedException {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch swallowed = new CountDownLatch(1);
        CountDownLatch never = new CountDownLatch(1);
        Tier tier = kind.holding(1);
        TierTask task = task(() -> {
            begun.countDown();
            try {
                never.await();
            } catch (InterruptedException e) {
                swallowed.countDown();
            }
            never.await();
        });
        tier.tryRun(task);
        begun.await();
        assertThat(tier.cancel(task)).isEqualTo(Cancellation.INTERRUPTED);
        swallowed.await();
        assertThat(tier.cancel(task)).isEqualTo(Cancellation.INTERRUPTED);
        await(() -> tier.counters().done() == 1);
        assertThat(tier.close(LONG).abandoned()).isEmpty();
    }

    @Test
    void shouldNeverRunAndGiveItsPlaceUpWhenAWaitingTaskIsCancelled() throws InterruptedException {
        CountDownLatch begun = new CountDownLatch(1);
        AtomicBoolean ran = new AtomicBoolean();
        Tier tier = CpuTier.of("tier-under-test", 1, 1, TierBounds.daemons("tier-under-test-cpu-"));
        tier.tryRun(stubborn(begun, gate));
        begun.await();
        for (int i = 0; i < 1_000; i++) { // a place that was not given back would show at once
            TierTask waiting = task(() -> ran.set(true));
            assertThat(tier.tryRun(waiting)).isTrue();
            assertThat(tier.counters().waiting()).isEqualTo(1);
            assertThat(tier.tryRun(task(() -> ran.set(true)))).isFalse();
            assertThat(tier.cancel(waiting)).isEqualTo(Cancellation.NOT_RUN);
            assertThat(tier.cancel(waiting)).isEqualTo(Cancellation.TOO_LATE);
            assertThat(waiting.isCancelled()).isTrue();
        }
        gate.countDown();
        assertThat(tier.close(LONG).notRun()).isEmpty();
        assertThat(ran).isFalse();
        assertThat(tier.counters()).isEqualTo(new TierCounters(0, 0, 1, 0, 1_000, 0, 1_000));
    }

    @Test
    void shouldRunInTheOrderOfAcceptanceWhenOneThreadHasAll() {
        List<Integer> ran = new ArrayList<>();
        Tier tier = CpuTier.of("tier-under-test", 1, 100, TierBounds.daemons("tier-under-test-cpu-"));
        for (int i = 0; i < 100; i++) {
            int number = i;
            tier.tryRun(task(() -> ran.add(number)));
        }
        await(() -> tier.counters().done() == 100);
        tier.close(LONG);
        assertThat(ran).hasSize(100).isSorted();
    }

    @Test
    void shouldUseAsManyThreadsAsCoresAndNoFactoryOfItsOwnWhenSoAsked() throws InterruptedException {
        List<Thread> made = new ArrayList<>();
        ThreadFactory factory = entry -> {
            Thread thread = new Thread(entry, "given-" + made.size());
            made.add(thread);
            return thread;
        };
        CpuTier.of("given", 3, 0, factory).close(LONG);
        assertThat(made).extracting(Thread::getName).containsExactly("given-0", "given-1", "given-2");
        for (Thread thread : made) {
            thread.join(); // else the test's time limit ends it
        }
        Tier byDefault = CpuTier.named("default");
        assertThat(Thread.getAllStackTraces().keySet().stream()
                        .filter(thread -> thread.getName().startsWith("default-cpu-")))
                .hasSize(Runtime.getRuntime().availableProcessors());
        byDefault.close(LONG);
    }

    @Test
    void shouldRunOnVirtualThreadsWhenTheJvmHasThem() throws Exception {
        AtomicReference<Thread> ran = new AtomicReference<>();
        Tier tier = IoTier.named("default");
        tier.tryRun(task(() -> ran.set(Thread.currentThread())));
        await(() -> ran.get() != null);
        tier.close(LONG);
        boolean hasThem = Runtime.version().feature() >= 21;
        boolean isVirtual =
                hasThem && (boolean) Thread.class.getMethod("isVirtual").invoke(ran.get());
        assertThat(isVirtual).isEqualTo(hasThem);
    }

    @ParameterizedTest
    @EnumSource
    void shouldSayWhatIsWrongWhenATaskIsNotItsOwnOrUsedTwice(Tiers kind) {
        Tier tier = kind.holding(2);
        TierTask task = task(() -> {});
        assertThatThrownBy(() -> tier.cancel(task))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("task=task-of-a-test (expected: one that tier-under-test has accepted)");
        tier.tryRun(task);
        await(() -> tier.counters().done() == 1);
        assertThatThrownBy(() -> tier.tryRun(task))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("expected: one that no tier has accepted before");
        tier.close(LONG);
        assertThat(tier.counters()).isEqualTo(new TierCounters(0, 0, 1, 0, 0, 0, 0));
    }

    @Test
    void shouldRefuseAndStayWholeWhenNoThreadCanBeHad() {
        AtomicBoolean broken = new AtomicBoolean(true);
        ThreadFactory working = TierBounds.daemons("sometimes-");
        ThreadFactory sometimes = entry -> broken.get() ? null : working.newThread(entry);
        for (Tier tier :
                List.of(IoTier.pooled("sometimes", 1, sometimes), IoTier.threadPerTask("sometimes", 1, sometimes))) {
            broken.set(true);
            TierTask task = task(() -> {});
            assertThat(tier.tryRun(task)).isFalse();
            broken.set(false);
            assertThat(tier.tryRun(task)).isTrue();
            await(() -> tier.counters().done() == 1);
            tier.close(LONG);
            assertThat(tier.counters()).isEqualTo(new TierCounters(0, 0, 1, 0, 0, 0, 1));
        }
        assertThatThrownBy(() -> CpuTier.of("never", 1, 0, entry -> null)).isInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> CpuTier.of("none", 0, 0, working))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("threads=0 (expected: 1 or more)");
        assertThatThrownBy(() -> IoTier.of("none", 0)).hasMessage("atOnce=0 (expected: 1 or more)");
    }

    @Test
    void shouldCompleteProcessorTasksWhenEveryIoPlaceIsBlocked() throws InterruptedException {
        Tier io = IoTier.of("io", 8);
        Tier cpu = CpuTier.of("cpu", 2, 100, TierBounds.daemons("cpu-"));
        blockAndPass(io, 8, cpu);
    }

    @Test
    void shouldCompleteIoTasksWhenEveryProcessorThreadAndPlaceIsTaken() throws InterruptedException {
        Tier io = IoTier.of("io", 8);
        Tier cpu = CpuTier.of("cpu", 2, 6, TierBounds.daemons("cpu-"));
        blockAndPass(cpu, 8, io);
    }

    private void blockAndPass(Tier blocked, int places, Tier free) throws InterruptedException {
        for (int i = 0; i < places; i++) {
            assertThat(blocked.tryRun(stubborn(new CountDownLatch(1), gate))).isTrue();
        }
        assertThat(blocked.tryRun(task(() -> {}))).isFalse();
        CountDownLatch passed = new CountDownLatch(500);
        for (int i = 0; i < 500; i++) {
            TierTask task = task(passed::countDown);
            await(() -> free.tryRun(task));
        }
        passed.await();
        assertThat(blocked.counters().done()).isZero();
        gate.countDown();
        await(() -> blocked.counters().done() == places);
        blocked.close(LONG);
        free.close(LONG);
    }
}
