package io.ringswarm.engine.work.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class WorkerHistoryTest {
    private static final Offset<Double> EXACT = within(1e-9);
    private static final long MILLI = 1_000_000L;
    private static final long TAU = WorkerHistory.PEAK_DECAY_NS;

    private final KindBaseline baseline = new KindBaseline();
    private final WorkerHistory worker = new WorkerHistory(baseline);
    private final WorkerHistory others = new WorkerHistory(baseline);

    private static void end(WorkerHistory history, int kind, long tookNs, boolean success, long nowNs) {
        history.started();
        history.ended(kind, tookNs, success, nowNs);
    }

    private static void end(WorkerHistory history, int count, int kind, long tookNs, boolean success) {
        for (int i = 0; i < count; i++) {
            end(history, kind, tookNs, success, 0);
        }
    }

    @Test
    void shouldKnowNothingWhenNoTaskHasEnded() {
        worker.started();
        assertThat(worker.tasksStarted()).isEqualTo(1);
        assertThat(worker.tasksEnded()).isZero();
        assertThat(worker.successRate()).isEqualTo(1);
        assertThat(worker.meanNs()).isZero();
        assertThat(worker.cv()).isZero();
        assertThat(worker.p95Ns()).isZero();
        assertThat(worker.peakEwmaNs(5)).isZero();
        assertThat(worker.efficiency(1)).isEqualTo(1);
        assertThat(worker.specialisation(7)).isEqualTo(0.5);
        assertThat(worker.specialities()).isEmpty();
    }

    @Test
    void shouldRefuseWhenANumberMakesNoSense() {
        assertThatThrownBy(() -> worker.ended(0, 1, true, 0))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("started=0");
        worker.started();
        assertThatThrownBy(() -> worker.ended(-1, 1, true, 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> worker.ended(0, -1, true, 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> worker.efficiency(0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("targetNs=0");
        assertThat(worker.tasksEnded()).isZero();
        assertThat(worker.successRate()).isEqualTo(1);
    }

    @Test
    void shouldFollowSuccessesByTenthsWhenTasksFail() {
        end(worker, 0, 1, false, 0);
        assertThat(worker.successRate()).isCloseTo(0.9, EXACT);
        end(worker, 0, 1, false, 0);
        assertThat(worker.successRate()).isCloseTo(0.81, EXACT);
        end(worker, 0, 1, true, 0);
        assertThat(worker.successRate()).isCloseTo(0.829, EXACT);
    }

    @Test
    void shouldAgreeWithSumsWhenTimesAreRandom() {
        long seed = 51;
        System.out.println("seed=" + seed);
        long[] times = new Random(seed).longs(1_000, MILLI, 100 * MILLI).toArray();
        for (long time : times) {
            end(worker, 0, time, true, 0);
        }
        end(worker, 100, 0, 1, false);
        double mean = Arrays.stream(times).average().orElseThrow();
        double squares =
                Arrays.stream(times).mapToDouble(t -> (t - mean) * (t - mean)).sum();
        double cv = Math.sqrt(squares / 999) / mean;
        assertThat(worker.meanNs()).isCloseTo(mean, within(1e-3));
        assertThat(worker.cv()).isCloseTo(cv, EXACT);
        assertThat(baseline.meanNs(0)).isCloseTo(mean, within(1e-3));
        assertThat(worker.efficiency(10 * MILLI)).isCloseTo(1 / (1 + cv) / (1 + mean / 1e7), EXACT);
        Arrays.sort(times);
        assertThat(worker.p95Ns()).isBetween(times[949], times[949] * 17 / 16);
    }

    @Test
    void shouldBeAQuarterEfficientWhenTimesSpreadByTheirMeanAroundTheTarget() {
        end(worker, 0, 0, true, 0);
        end(worker, 0, 0, true, 0);
        end(worker, 0, 3, true, 0);
        assertThat(worker.meanNs()).isCloseTo(1, EXACT);
        assertThat(worker.cv()).isCloseTo(Math.sqrt(3), EXACT);
        assertThat(worker.efficiency(1)).isCloseTo(1 / (1 + Math.sqrt(3)) / 2, EXACT);
    }

    @Test
    void shouldForgetOldTimesInThe95thPercentileWhenTheyHaveChanged() {
        end(worker, 2 * TimeSpread.WINDOW, 0, 100 * MILLI, true);
        end(worker, 1_000, 0, MILLI, true);
        assertThat(worker.p95Ns()).isBetween(100 * MILLI, 107 * MILLI);
        end(worker, 100, 0, MILLI, true);
        assertThat(worker.p95Ns()).isBetween(MILLI, MILLI * 17 / 16);
    }

    @Test
    void shouldTakeAnHourForLongerWhenTimesAreEndless() {
        end(worker, 0, Long.MAX_VALUE, true, 0);
        assertThat((double) worker.p95Ns()).isBetween(3.6e12, 3.6e12 * 17 / 16);
    }

    @Test
    void shouldTakeThreeKilobytesAtMostForTheSpreadOfTimes() {
        TimeSpread spread = new TimeSpread();
        int first = spread.footprintBytes();
        for (int i = 0; i <= TimeSpread.WINDOW; i++) {
            spread.record(i);
        }
        System.out.println("bytes of one histogram=" + first + ", of both=" + spread.footprintBytes());
        assertThat(spread.footprintBytes()).isEqualTo(2 * first).isLessThan(3_000);
    }

    @Test
    void shouldRiseAtOnceAndFallByItsTimeConstantWhenAPeakHasCome() {
        end(worker, 0, 100, true, 0);
        assertThat(worker.peakEwmaNs(0)).isEqualTo(100);
        end(worker, 0, 1_000, true, 0);
        assertThat(worker.peakEwmaNs(0)).isEqualTo(1_000);
        assertThat(worker.peakEwmaNs(TAU)).isCloseTo(1_000 / Math.E, EXACT);
        assertThat(worker.peakEwmaNs(TAU)).as("reading changes nothing").isCloseTo(1_000 / Math.E, EXACT);
        end(worker, 0, 100, true, TAU);
        assertThat(worker.peakEwmaNs(TAU)).isCloseTo(1_000 / Math.E + 100 * (1 - 1 / Math.E), EXACT);
        end(worker, 0, 900, true, TAU);
        assertThat(worker.peakEwmaNs(TAU)).isEqualTo(900);
        assertThat(worker.peakEwmaNs(10_000 * TAU)).as("known still").isPositive();
    }

    @Test
    void shouldTakeSlowFailuresForPeaksAndQuickOnesForNothing() {
        end(worker, 0, 100, true, 0);
        end(worker, 0, 1, false, 0);
        assertThat(worker.peakEwmaNs(0)).isEqualTo(100);
        assertThat(worker.meanNs()).isEqualTo(100);
        end(worker, 0, 5_000, false, 0);
        assertThat(worker.peakEwmaNs(0)).isEqualTo(5_000);
        assertThat(worker.meanNs()).isEqualTo(100);
    }

    @Test
    void shouldStayUnknownWhenEitherSideHasEndedFewerThanTwenty() {
        end(worker, 19, 3, 1, true);
        end(others, 100, 3, 1_000, true);
        assertThat(worker.specialisation(3)).isEqualTo(0.5);
        end(worker, 1, 3, 1, true);
        assertThat(worker.specialisation(3)).as("half way").isCloseTo(0.75, within(1e-6));
        assertThat(worker.specialisation(2)).isEqualTo(0.5);
        WorkerHistory alone = new WorkerHistory(new KindBaseline());
        end(alone, 1_000, 0, 1, true);
        assertThat(alone.specialisation(0)).isEqualTo(0.5);
    }

    @Test
    void shouldBeEvenWhenAllAreAlike() {
        end(worker, 500, 0, 1_000, true);
        end(others, 500, 0, 1_000, true);
        assertThat(worker.specialisation(0)).isCloseTo(0.5, EXACT);
        assertThat(worker.specialities()).isEmpty();
    }

    /** Of two log-normal times a factor of two apart, each with sigma 0.5, the shorter is shorter with Phi(0.9803) = 0.8365. */
    @Test
    void shouldBeTheShareOfFasterTasksWhenTimesAreLogNormal() {
        long seed = 52;
        System.out.println("seed=" + seed);
        Random random = new Random(seed);
        for (int i = 0; i < 100_000; i++) {
            end(worker, 0, (long) (1e6 * Math.exp(0.5 * random.nextGaussian())), true, 0);
            end(others, 0, (long) (2e6 * Math.exp(0.5 * random.nextGaussian())), true, 0);
        }
        assertThat(worker.specialisation(0)).isCloseTo(0.8365, within(0.015));
        assertThat(others.specialisation(0)).isCloseTo(1 - worker.specialisation(0), EXACT);
        assertThat(worker.specialities()).isEqualTo(List.of(0));
        assertThat(others.specialities()).isEmpty();
    }

    @Test
    void shouldCountSuccessesWhenTasksFail() {
        end(worker, 10_000, 0, 1_000, true);
        end(others, 5_000, 0, 1_000, true);
        end(others, 5_000, 0, 1, false);
        assertThat(worker.specialisation(0)).as("0.5 alone + 0.5 x 0.5 faster").isCloseTo(0.75, within(0.001));
        assertThat(others.specialisation(0)).isCloseTo(0.25, within(0.001));
        end(worker, 10_000, 9, 1, false);
        end(others, 10_000, 9, 1, false);
        assertThat(worker.specialisation(9)).as("nobody is able").isEqualTo(0.5);
    }

    @Test
    void shouldListKindsInOrderWhenItIsGoodAtSome() {
        for (int kind = 0; kind < 12; kind++) {
            end(worker, 200, kind, kind % 5 == 0 ? 100 : 1_000, true);
            end(others, 200, kind, 1_000, true);
        }
        assertThat(worker.specialities()).containsExactly(0, 5, 10);
    }

    @Test
    void shouldAllocateNothingWhenWarm() {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        end(worker, 3 * TimeSpread.WINDOW, 7, 1, true);
        long allocated = Long.MAX_VALUE;
        double seen = 0;
        for (int turn = 0; turn < 12 && allocated >= 8_000; turn++) {
            long before = threads.getCurrentThreadAllocatedBytes();
            for (int i = 0; i < 100_000; i++) {
                worker.started();
                worker.ended(i % 8, i, i % 3 > 0, i);
                seen += worker.peakEwmaNs(i) + worker.specialisation(3) + worker.efficiency(1) + worker.successRate();
            }
            seen += worker.p95Ns();
            allocated = threads.getCurrentThreadAllocatedBytes() - before;
        }
        assertThat(seen).isPositive();
        assertThat(allocated).as("bytes in 100,000 tasks").isLessThan(8_000);
    }
}
