package io.ringswarm.harness.load.explain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class TimelineTest {
    private final Timeline timeline = new Timeline();

    @Test
    void shouldGiveTheTimeToTheFirstCauseWhenSeveralClaimIt() {
        timeline.add(Cause.DESCHEDULED, 10, 50);
        timeline.add(Cause.GC, 20, 30);
        timeline.add(Cause.SAFEPOINT, 15, 35);
        timeline.settle(100);

        long[] lost = timeline.lost(0, 100);

        assertThat(lost[Cause.GC.ordinal()]).isEqualTo(10);
        assertThat(lost[Cause.SAFEPOINT.ordinal()]).isEqualTo(10);
        assertThat(lost[Cause.DESCHEDULED.ordinal()]).isEqualTo(20);
    }

    @Test
    void shouldCountThePartWithinTheWaitOnlyWhenACauseReachesBeyondIt() {
        timeline.add(Cause.GC, 10, 50);
        timeline.settle(100);

        assertThat(timeline.lost(20, 30)).startsWith(10);
        assertThat(timeline.lost(0, 10)).startsWith(0);
        assertThat(timeline.lost(50, 60)).startsWith(0);
        assertThat(timeline.lost(45, 60)).startsWith(5);
    }

    @Test
    void shouldKeepWhatIsAfterTheSettledTimeForTheNext() {
        timeline.add(Cause.GC, 10, 50);
        timeline.settle(30);
        assertThat(timeline.lost(0, 30)).startsWith(20);
        timeline.add(Cause.GC, 70, 80);
        timeline.settle(100);

        assertThat(timeline.lost(0, 100)).startsWith(50);
    }

    @Test
    void shouldNotChangeWhatIsSettledWhenACauseComesTooLate() {
        timeline.settle(100);
        timeline.add(Cause.GC, 10, 120);
        timeline.settle(200);

        assertThat(timeline.lost(0, 100)).startsWith(0);
        assertThat(timeline.lost(0, 200)).startsWith(20);
    }

    @Test
    void shouldForgetWhatNoWaitReachesBackTo() {
        for (long second = 0; second < 1_000; second++) {
            timeline.add(Cause.GC, second * 1_000_000_000, second * 1_000_000_000 + 10);
            timeline.settle((second + 1) * 1_000_000_000);
        }
        long nowNs = 1_000_000_000_000L;

        assertThat(timeline.lost(nowNs - Timeline.MEMORY_NS, nowNs)).startsWith(1_200);
        assertThat(timeline.lost(0, nowNs)[0]).isLessThan(10 * 300);
    }

    @Test
    void shouldAgreeWithCountingNanosecondByNanosecond() {
        for (int round = 0; round < 300; round++) {
            long seed = 42 + round;
            Random random = new Random(seed);
            Timeline some = new Timeline();
            List<long[]> events = new ArrayList<>();
            int settled = 0;
            while (settled < 200) {
                for (int i = random.nextInt(4); i > 0; i--) {
                    int from = settled + random.nextInt(60);
                    long[] event = {random.nextInt(Cause.TIMED), from, from + random.nextInt(40)};
                    events.add(event);
                    some.add(Cause.values()[(int) event[0]], event[1], event[2]);
                }
                settled += random.nextInt(40);
                some.settle(settled);
            }
            int from = random.nextInt(settled);
            int until = from + random.nextInt(settled - from);
            assertThat(some.lost(from, until)).as("seed " + seed).containsExactly(counted(events, from, until));
        }
    }

    private static long[] counted(List<long[]> events, int from, int until) {
        long[] lost = new long[Cause.TIMED];
        for (int ns = from; ns < until; ns++) {
            int first = Cause.TIMED;
            for (long[] event : events) {
                if (event[1] <= ns && ns < event[2]) {
                    first = Math.min(first, (int) event[0]);
                }
            }
            if (first < Cause.TIMED) {
                lost[first]++;
            }
        }
        return lost;
    }
}
