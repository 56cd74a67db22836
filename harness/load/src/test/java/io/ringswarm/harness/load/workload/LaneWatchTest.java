package io.ringswarm.harness.load.workload;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringswarm.engine.Priority;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LaneWatchTest {
    private static final int HIGH = Priority.HIGH.ordinal();
    private static final int LOW = Priority.LOW.ordinal();

    private final LaneWatch watch = new LaneWatch();
    private long nowNs = 1_000_000;

    @Test
    void shouldCountTheMessagesOfOtherLanesWhenOneIsKnownToHaveWaited() {
        handle(LOW, 0, nowNs);
        long turnNs = nowNs;
        handle(HIGH, 700, nowNs);
        handle(LOW, 0, turnNs - 2);
        handle(LOW, 0, turnNs - 1);

        assertThat(watch.longest(Priority.LOW)).isEqualTo(700);
        assertThat(watch.longest(Priority.HIGH)).isZero();
    }

    @Test
    void shouldSayNothingWhenAMessageMayHaveBeenPublishedLater() {
        handle(LOW, 0, nowNs);
        long turnNs = nowNs;
        handle(HIGH, 700, nowNs);
        handle(LOW, 0, turnNs - 1); // its stamp is older than the turn, but who knows when it was published
        handle(LOW, 0, turnNs + 1);

        assertThat(watch.longest(Priority.LOW)).isZero();
    }

    @Test
    void shouldSayNothingWhenTheNextMessageIsAnotherProducers() {
        handle(LOW, 0, nowNs);
        long turnNs = nowNs;
        handle(HIGH, 700, nowNs);
        handle(LOW, 0, turnNs - 2);
        watch.handled(LOW, 1, ++nowNs, turnNs - 1);

        assertThat(watch.longest(Priority.LOW)).isZero();
    }

    @Test
    void shouldForgetWhenReset() {
        shouldCountTheMessagesOfOtherLanesWhenOneIsKnownToHaveWaited();

        watch.reset();
        handle(HIGH, 900, nowNs);
        handle(LOW, 0, 1);
        handle(LOW, 0, 2);

        assertThat(watch.longest(Priority.LOW)).isZero();
    }

    @ParameterizedTest
    @CsvSource({"CRITICAL,448", "HIGH,704", "NORMAL,832", "LOW,896"})
    void shouldBeTheSumOfTheOtherLanesQuotasWhenTheBoundIsAsked(Priority lane, int bound) {
        assertThat(LaneWatch.bound(lane)).isEqualTo(bound);
    }

    /** One message of a lane; as many again on it as said, all of producer 0. */
    private void handle(int lane, int more, long sentNs) {
        for (int n = 0; n < Math.max(1, more); n++) {
            watch.handled(lane, 0, ++nowNs, sentNs);
        }
    }
}
