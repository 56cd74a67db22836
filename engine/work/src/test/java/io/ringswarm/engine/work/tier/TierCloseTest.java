package io.ringswarm.engine.work.tier;

import static io.ringswarm.engine.work.tier.Tiers.await;
import static io.ringswarm.engine.work.tier.Tiers.stubborn;
import static io.ringswarm.engine.work.tier.Tiers.task;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(60)
class TierCloseTest {
    private static final Duration LONG = Duration.ofSeconds(15);
    private static final int CLOSINGS = 300;
    private static final int SUBMITTERS = 2;

    private final CountDownLatch gate = new CountDownLatch(1);

    @Test
    void shouldHandBackWhatWaitsWhenClosed() throws InterruptedException {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch never = new CountDownLatch(1);
        Tier tier = CpuTier.of("tier-under-test", 1, 2, TierBounds.daemons("tier-under-test-cpu-"));
        TierTask running = task(() -> {
            begun.countDown();
            never.await();
        });
        tier.tryRun(running);
        begun.await();
        TierTask first = task(() -> {});
        TierTask second = task(() -> {});
        tier.tryRun(first);
        tier.tryRun(second);
        TierCloseReport report = tier.close(Duration.ZERO);
        assertThat(report.notRun()).containsExactlyInAnyOrder(first, second);
        await(() -> tier.counters().done() == 1); // as it was interrupted
        assertThat(running.isCancelled()).isFalse();
        assertThat(tier.cancel(first)).isEqualTo(Cancellation.TOO_LATE);
        assertThat(tier.tryRun(task(() -> {}))).isFalse();
        assertThat(tier.counters()).isEqualTo(new TierCounters(0, 0, 1, 0, 0, 2, 1));
        assertThat(tier.close(LONG)).isEqualTo(new TierCloseReport(List.of(), List.of()));
    }

    @ParameterizedTest
    @EnumSource
    void shouldNameTheThreadAndItsStackWhenATaskDoesNotStop(Tiers kind) throws InterruptedException {
        CountDownLatch begun = new CountDownLatch(1);
        Tier tier = kind.holding(1);
        tier.tryRun(stubborn(begun, gate));
        begun.await();
        TierCloseReport report = tier.close(Duration.ofMillis(20));
        assertThat(report.abandoned()).singleElement().satisfies(left -> {
            assertThat(left.name()).isEqualTo("tier-under-test-" + (kind == Tiers.CPU ? "cpu-0" : "io-0"));
            assertThat(left.stack()).contains("CountDownLatch.await").contains("Tiers");
        });
        assertThat(tier.counters().running()).isEqualTo(1);
        gate.countDown();
        assertThat(tier.close(LONG).abandoned()).isEmpty();
        assertThat(tier.counters().done()).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource
    void shouldLetARunningTaskEndUndisturbedWhenItDoesSoInTime(Tiers kind) throws InterruptedException {
        CountDownLatch begun = new CountDownLatch(1);
        AtomicInteger interrupts = new AtomicInteger();
        Tier tier = kind.holding(1);
        tier.tryRun(task(() -> {
            begun.countDown();
            try {
                gate.await();
            } catch (InterruptedException e) {
                interrupts.incrementAndGet();
            }
        }));
        begun.await();
        Thread closing = new Thread(() -> tier.close(Duration.ofMinutes(10)));
        closing.start();
        await(() -> !tier.tryRun(task(() -> {})));
        gate.countDown();
        closing.join();
        assertThat(interrupts).hasValue(0);
        assertThat(tier.counters().done()).isEqualTo(1);
    }

    @Test
    void shouldKeepTheCallersInterruptWhenItWaits() throws InterruptedException {
        CountDownLatch begun = new CountDownLatch(1);
        Tier tier = Tiers.CPU.holding(1);
        tier.tryRun(stubborn(begun, gate));
        begun.await();
        Thread.currentThread().interrupt();
        assertThat(tier.close(Duration.ofMillis(20)).abandoned()).hasSize(1);
        assertThat(Thread.interrupted()).isTrue();
        gate.countDown();
        tier.close(LONG);
    }

    /** Submitters, a canceller and closing at once: each accepted task comes to one end, which the counters know. */
    @ParameterizedTest
    @EnumSource
    void shouldEndEachTaskOnceWhenClosedWhileTasksComeAndAreCancelled(Tiers kind) throws InterruptedException {
        long seed = System.nanoTime();
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < CLOSINGS; i++) {
            closeWhileBusy(kind, random.split(), "seed=" + seed + " closing=" + i);
        }
    }

    private static void closeWhileBusy(Tiers kind, SplittableRandom random, String where) throws InterruptedException {
        Tier tier = kind.holding(1 + random.nextInt(3));
        AtomicInteger ran = new AtomicInteger();
        AtomicInteger accepted = new AtomicInteger();
        AtomicInteger cancelled = new AtomicInteger();
        List<Thread> submitters = new ArrayList<>();
        for (int i = 0; i < SUBMITTERS; i++) {
            SplittableRandom chance = random.split();
            submitters.add(new Thread(() -> {
                for (int j = 0; j < 50; j++) {
                    TierTask task = task(ran::incrementAndGet);
                    if (tier.tryRun(task)) {
                        accepted.incrementAndGet();
                        if (chance.nextInt(3) == 0 && tier.cancel(task) == Cancellation.NOT_RUN) {
                            cancelled.incrementAndGet();
                        }
                    }
                }
            }));
        }
        submitters.forEach(Thread::start);
        for (int spins = random.nextInt(2_000); spins > 0; spins--) {
            Thread.onSpinWait();
        }
        TierCloseReport report = tier.close(LONG);
        for (Thread submitter : submitters) {
            submitter.join();
        }
        TierCounters counters = tier.counters();
        assertThat(report.abandoned()).as(where).isEmpty();
        assertThat(counters.running() + counters.waiting()).as(where).isZero();
        assertThat(counters.done()).as(where).isEqualTo(ran.get());
        assertThat(counters.cancelled()).as(where).isEqualTo(cancelled.get());
        assertThat(counters.returned()).as(where).isEqualTo(report.notRun().size());
        assertThat(counters.done() + counters.cancelled() + counters.returned())
                .as(where)
                .isEqualTo(accepted.get());
        assertThat(accepted.get() + counters.refused()).as(where).isEqualTo(SUBMITTERS * 50L);
        assertThat(tier.close(Duration.ofSeconds(1)).abandoned()).as(where).isEmpty();
    }
}
