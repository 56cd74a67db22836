package io.ringswarm.engine.work.tier;

import static io.ringswarm.engine.work.tier.Tiers.await;
import static io.ringswarm.engine.work.tier.Tiers.task;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An interrupt hits the task it is meant for or nobody: never what the thread runs next. */
@Timeout(60)
class InterruptRaceTest {
    /** Of each of two kinds. */
    private static final int RACES = 50_000;

    private static final int LONGEST_SPIN = 5_000; // ns

    private final AtomicInteger leaks = new AtomicInteger();
    private final AtomicInteger begun = new AtomicInteger(-1);
    private final AtomicInteger passed = new AtomicInteger();

    @ParameterizedTest
    @ValueSource(ints = {0, LONGEST_SPIN})
    void shouldNeverReachTheNextTaskWhenTwoCancelATaskAsItEnds(int longestInterrupt) throws InterruptedException {
        long seed = System.nanoTime();
        SplittableRandom random = new SplittableRandom(seed);
        SplittableRandom othersRandom = random.split();
        Tier tier = CpuTier.of("raced", 1, 8, entry -> new SlowToInterrupt(entry, seed, longestInterrupt));
        AtomicReference<TierTask> shared = new AtomicReference<>();
        Thread other = new Thread(() -> {
            TierTask last = null;
            while (passed.get() >= 0) {
                TierTask task = shared.get();
                if (task != null && task != last) {
                    last = task;
                    spin(othersRandom.nextInt(LONGEST_SPIN));
                    tier.cancel(task);
                } else {
                    Thread.yield(); // two cores are for the two that race most
                }
            }
        });
        other.setDaemon(true);
        other.start();
        Map<Cancellation, Integer> came = new EnumMap<>(Cancellation.class);
        for (int race = 0; race < RACES; race++) {
            int length = random.nextInt(LONGEST_SPIN);
            int current = race;
            TierTask victim = task(() -> {
                begun.set(current);
                spin(length);
                while (current % 64 == 1 && !Thread.currentThread().isInterrupted()) {
                    Thread.onSpinWait(); // now and then one that no cancellation can miss
                }
            });
            TierTask next = task(this::lookForInterrupts);
            assertThat(tier.tryRun(victim)).isTrue();
            assertThat(tier.tryRun(next)).isTrue();
            if (race % 4 != 0) { // else cancelled as it begins, as likely as not
                await(() -> begun.get() == current);
            }
            if (race % 3 == 0) {
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
        assertThat(came)
                .as("seed=" + seed)
                .containsKeys(Cancellation.INTERRUPTED, Cancellation.TOO_LATE); // else nothing was raced
        assertThat(tier.counters().failed()).isZero();
    }

    /** An interrupt takes its time here: one that a task's thread did not wait for would come during the next task. */
    private static final class SlowToInterrupt extends Thread {
        private final AtomicLong turn;
        private final int longest;

        private SlowToInterrupt(Runnable entry, long seed, int longest) {
            super(entry, "raced");
            this.longest = longest;
            turn = new AtomicLong(seed);
        }

        @Override
        public void interrupt() {
            spin(longest == 0 ? 0 : new SplittableRandom(turn.incrementAndGet()).nextInt(longest));
            super.interrupt();
        }
    }

    private void lookForInterrupts() {
        boolean leaked = false;
        long endNs = System.nanoTime() + LONGEST_SPIN / 2;
        while (System.nanoTime() - endNs < 0) {
            leaked |= Thread.currentThread().isInterrupted();
        }
        if (leaked) {
            leaks.incrementAndGet();
        }
        passed.incrementAndGet();
    }

    private static void spin(int lengthNs) {
        long endNs = System.nanoTime() + lengthNs;
        while (System.nanoTime() - endNs < 0) {
            Thread.onSpinWait();
        }
    }
}
