package io.ringswarm.harness.load.generate;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringswarm.harness.load.schedule.ConstantSchedule;
import io.ringswarm.harness.load.schedule.Schedule;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(10)
class ShareTest {
    private static final long MILLISECOND_NS = 1_000_000;

    private final Schedule schedule = new ConstantSchedule(1_000_000, MILLISECOND_NS);

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7})
    void shouldHaveEachMessageInOneShareWhenProducersShareASchedule(int producers) {
        List<Long> indices = new ArrayList<>();
        for (int producer = 0; producer < producers; producer++) {
            Share share = new Share(producer, producers);
            share.begin();
            for (; share.isLeft(schedule); share.advance()) {
                indices.add(share.index());
            }
        }

        assertThat(indices).hasSize((int) schedule.count()).doesNotHaveDuplicates();
    }

    @Test
    void shouldCountThoseOfItsOwnDueInTheLastTimeWhenTheEndComes() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int n = 0; n < 1_000; n++) {
            int producers = 1 + random.nextInt(5);
            Share share = new Share(random.nextInt(producers), producers);
            share.begin();
            for (int sent = random.nextInt(300); sent > 0; sent--) {
                share.advance();
            }
            long elapsedNs = random.nextInt((int) (MILLISECOND_NS + 2_000));
            long lastNs = random.nextInt((int) MILLISECOND_NS);
            List<Long> waits = new ArrayList<>();
            share.forEachUnsent(schedule, elapsedNs, (index, waitNs) -> waits.add(waitNs));

            assertThat(share.unsentWithin(schedule, elapsedNs, lastNs))
                    .as("seed=%d n=%d", seed, n)
                    .isEqualTo(waits.stream().filter(wait -> wait <= lastNs).count());
            assertThat(share.unsentByItself(schedule, elapsedNs, 0))
                    .as("of a share that the engine never held up, seed=%d n=%d", seed, n)
                    .isEqualTo(waits.isEmpty() || waits.get(0) <= 1 ? 0 : waits.size());
        }
    }

    @Test
    void shouldBlameRefusalsWhenTheyExplainALateSend() {
        Share share = new Share(0, 1);
        share.sent(2 * MILLISECOND_NS, 2 * MILLISECOND_NS);
        share.refused(3 * MILLISECOND_NS);
        share.sent(5 * MILLISECOND_NS, 7 * MILLISECOND_NS);
        share.unblocked(7 * MILLISECOND_NS);

        assertThat(share.lateByItself()).isEqualTo(1);
        assertThat(share.refused()).isEqualTo(1);
        assertThat(share.isExcused()).isTrue();
    }

    @Test
    void shouldForgetAPhaseWhenReset() {
        Share share = new Share(0, 1);
        share.begin();
        share.advance();
        share.sent(-1, 0);
        share.sent(2 * MILLISECOND_NS, 0);
        share.refused(0);
        share.stop();
        share.reset();
        share.begin();

        assertThat(share.index()).isZero();
        assertThat(share.negativeDelays()).isZero();
        assertThat(share.lateByItself()).isZero();
        assertThat(share.refused()).isZero();
        assertThat(share.isExcused()).isFalse();
        assertThat(share.isLeft(schedule)).isTrue();
    }
}
