package io.ringswarm.harness.load.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What every schedule promises, at its smallest and largest, and over ten days. */
@Timeout(60)
class ScheduleContractTest {
    private static final long MS = 1_000_000L;
    private static final long SECOND = 1_000 * MS;
    private static final long TEN_DAYS = TimeUnit.DAYS.toNanos(10);
    private static final long MOST_WALKED = 200_000;

    private static Stream<Arguments> schedules() {
        List<Arguments> all = new ArrayList<>();
        for (long durationNs : new long[] {MS, 10 * SECOND, TEN_DAYS}) {
            for (double rate : new double[] {1, 110_000, 1e6, 1e8}) {
                add(all, "constant", rate, durationNs, new ConstantSchedule(rate, durationNs));
                add(all, "poisson", rate, durationNs, new PoissonSchedule(rate, 7, durationNs));
                for (int burst : new int[] {1, 7, 1_000}) {
                    add(all, "bursts of " + burst, rate, durationNs, new BurstSchedule(rate, burst, durationNs));
                }
                add(all, "ramp up", rate, durationNs, new RampSchedule(0, rate, durationNs));
                add(all, "ramp down", rate, durationNs, new RampSchedule(rate, rate / 3, durationNs));
                add(all, "ramp to 0", rate, durationNs, new RampSchedule(rate, 0, durationNs));
                add(all, "ramp that is flat", rate, durationNs, new RampSchedule(rate, rate, durationNs));
                add(all, "one step", rate, durationNs, new StepSchedule(List.of(rate), durationNs));
                List<Double> steps = List.of(rate / 7, 0.0, rate, rate / 3, 0.0);
                add(all, "steps", rate, durationNs, new StepSchedule(steps, durationNs));
            }
        }
        return all.stream();
    }

    private static void add(List<Arguments> all, String kind, double rate, long durationNs, Schedule schedule) {
        String name = kind + ", " + rate + "/s, " + durationNs + " ns";
        all.add(Arguments.of(name, schedule));
        if (durationNs == 10 * SECOND) {
            all.add(Arguments.of("warm-up before " + name, schedule.forWarmUp(SECOND)));
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("schedules")
    void shouldNeverGoBackWhenWalkedAtStartMiddleAndEnd(String name, Schedule schedule) {
        long count = schedule.count();
        for (long from : new long[] {0, count / 2, Math.max(0, count - MOST_WALKED)}) {
            long beforeNs = from == 0 ? 0 : schedule.dueNs(from - 1);
            for (long index = from; index < Math.min(count, from + MOST_WALKED); index++) {
                long dueNs = schedule.dueNs(index);
                if (dueNs < beforeNs || dueNs >= schedule.durationNs()) {
                    assertThat(dueNs).as("message %d", index).isBetween(beforeNs, schedule.durationNs() - 1);
                }
                beforeNs = dueNs;
            }
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("schedules")
    void shouldCountJustThoseThatAreDueWhenAskedForAnyTime(String name, Schedule schedule) {
        long seed = System.nanoTime();
        SplittableRandom random = new SplittableRandom(seed);
        long count = schedule.count();

        assertThat(schedule.dueBefore(0)).isZero();
        assertThat(schedule.dueBefore(-SECOND)).isZero();
        assertThat(schedule.dueBefore(schedule.durationNs())).isEqualTo(count);
        assertThat(schedule.dueBefore(Long.MAX_VALUE)).isEqualTo(count);
        for (int i = 0; i < 100 && count > 0; i++) {
            long dueNs = schedule.dueNs(random.nextLong(count));
            for (long elapsedNs : new long[] {dueNs, dueNs + 1, random.nextLong(schedule.durationNs()) + 1}) {
                long before = schedule.dueBefore(elapsedNs);
                String as = "seed " + seed + ", " + elapsedNs + " ns, " + before + " before";
                assertThat(before).as(as).isBetween(0L, count);
                assertThat(before == 0 || schedule.dueNs(before - 1) < elapsedNs)
                        .as(as)
                        .isTrue();
                assertThat(before == count || schedule.dueNs(before) >= elapsedNs)
                        .as(as)
                        .isTrue();
            }
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("schedules")
    void shouldAnswerTheSameWhenAskedInAnyOrder(String name, Schedule schedule) {
        long seed = System.nanoTime();
        SplittableRandom random = new SplittableRandom(seed);
        long from = Math.max(0, schedule.count() / 3 - 1_000);
        int window = (int) Math.min(2_000, schedule.count() - from);
        long[] dueNs = new long[window];
        for (int i = 0; i < window; i++) {
            dueNs[i] = schedule.dueNs(from + i);
        }
        for (int i = 0; i < window; i++) {
            int offset = random.nextInt(window);
            schedule.dueNs(random.nextLong(schedule.count()));
            assertThat(schedule.dueNs(from + offset)).as("seed %d", seed).isEqualTo(dueNs[offset]);
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("schedules")
    void shouldTellEachProducerTheSameWhenSeveralShareIt(String name, Schedule schedule) throws Exception {
        int producers = 3;
        long from = Math.max(0, schedule.count() - 6_000);
        int window = (int) (schedule.count() - from);
        long[] together = new long[window];
        ExecutorService threads = Executors.newFixedThreadPool(producers);
        try {
            List<Callable<BitSet>> shares = new ArrayList<>();
            for (int producer = 0; producer < producers; producer++) {
                int first = producer;
                shares.add(() -> {
                    BitSet sent = new BitSet();
                    for (int i = first; i < window; i += producers) {
                        together[i] = schedule.dueNs(from + i);
                        sent.set(i);
                    }
                    return sent;
                });
            }
            BitSet all = new BitSet();
            for (Future<BitSet> share : threads.invokeAll(shares)) {
                assertThat(all.intersects(share.get())).isFalse();
                all.or(share.get());
            }
            assertThat(all.cardinality()).isEqualTo(window);
        } finally {
            threads.shutdownNow();
        }
        for (int i = 0; i < window; i++) {
            assertThat(together[i]).as("message %d", from + i).isEqualTo(schedule.dueNs(from + i));
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("schedules")
    void shouldAllocateNothingWhenAThreadHasAskedBefore(String name, Schedule schedule) {
        com.sun.management.ThreadMXBean threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        long most = Math.min(schedule.count(), 5_000);
        walk(schedule, most);
        long before = threads.getCurrentThreadAllocatedBytes();
        walk(schedule, most);
        walk(schedule, most);

        assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(most == 5_000 ? 2_000 : 500);
    }

    private static long walk(Schedule schedule, long most) {
        long sum = schedule.dueBefore(schedule.durationNs() / 2);
        for (long index = 0; index < most; index++) {
            sum += schedule.dueNs(index) + schedule.agent(index) + schedule.type(index);
        }
        return sum;
    }
}
