package io.ringswarm.engine.work.tier;

import static io.ringswarm.engine.work.tier.Tiers.await;
import static io.ringswarm.engine.work.tier.Tiers.task;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** An interrupt hits the task it is meant for or nobody: never what the thread runs next. */
@Timeout(120)
class InterruptRaceTest {
    private static final int RACES = 100_000;
    private static final int LONGEST_SPIN = 400;

    private final AtomicInteger leaks = new AtomicInteger();
    private final AtomicInteger passed = new AtomicInteger();

    @Test
    void shouldNeverReachTheNextTaskWhenTwoCancelATaskAsItEnds() throws InterruptedException {
        long seed = System.nanoTime();
        SplittableRandom random = new SplittableRandom(seed);
        SplittableRandom othersRandom = random.split();
        Tier tier = CpuTier.of("raced", 1, 8, TierBounds.daemons("raced-"));
        AtomicReference<TierTask> shared = new AtomicReference<>();
        Thread other = new Thread(() -> {
            TierTask last = null;
            while (passed.get() >= 0) {
                TierTask task = shared.get();
                if (task != null && task != last) {
                    last = task;
                    spin(othersRandom.nextInt(LONGEST_SPIN));
                    tier.cancel(task);
                }
            }
        });
        other.start();
        Map<Cancellation, Integer> came = new EnumMap<>(Cancellation.class);
        for (int race = 0; race < RACES; race++) {
            int length = random.nextInt(LONGEST_SPIN);
            TierTask victim = task(() -> spin(length));
            TierTask next = task(this::lookForInterrupts);
            assertThat(tier.tryRun(victim)).isTrue();
            assertThat(tier.tryRun(next)).isTrue();
            if (race % 2 == 0) {
                shared.set(victim);
            }
            spin(random.nextInt(LONGEST_SPIN));
            came.merge(tier.cancel(victim), 1, Integer::sum);
            int expected = race + 1;
            await(() -> passed.get() == expected);
        }
        passed.set(-1);
        other.join();
        tier.close(Duration.ofSeconds(15));
        assertThat(leaks).as("seed=" + seed).hasValue(0);
        assertThat(came).as("seed=" + seed).containsKeys(Cancellation.values()); // else nothing was raced
        assertThat(tier.counters().failed()).isZero();
    }

    private void lookForInterrupts() {
        boolean leaked = false;
        for (int i = 0; i < LONGEST_SPIN; i++) {
            leaked |= Thread.currentThread().isInterrupted();
        }
        if (leaked) {
            leaks.incrementAndGet();
        }
        passed.incrementAndGet();
    }

    private static void spin(int turns) {
        for (int i = 0; i < turns; i++) {
            Thread.onSpinWait();
        }
    }
}
