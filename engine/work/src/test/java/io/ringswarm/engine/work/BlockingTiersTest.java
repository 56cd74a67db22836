package io.ringswarm.engine.work;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(10)
class BlockingTiersTest {
    private static final AtomicInteger TESTS = new AtomicInteger();

    /** Its own, as threads of another test may still be about to end. */
    private final String name = "tiers-of-test-" + TESTS.incrementAndGet() + "-";

    private final BlockingTiers tiers = new BlockingTiers(name, 1, 1, 1);

    @ParameterizedTest
    @EnumSource(WorkerOptions.TierName.class)
    void shouldMakeNoThreadsWhenTheWorkHasClosedMeanwhile(WorkerOptions.TierName tier) {
        tiers.close(System.nanoTime());
        assertThat(tiers.of(tier)).isNull();
        assertThat(Thread.getAllStackTraces().keySet())
                .noneMatch(thread -> thread.getName().startsWith(name));
    }

    @Test
    void shouldMakeEachKindOfThreadsOnceWhenSeveralWorkersNeedThem() {
        assertThat(tiers.of(WorkerOptions.TierName.IO))
                .isSameAs(tiers.of(WorkerOptions.TierName.IO))
                .isNotSameAs(tiers.of(WorkerOptions.TierName.CPU));
        assertThat(tiers.close(System.nanoTime() + Duration.ofSeconds(10).toNanos()))
                .isEmpty();
    }
}
