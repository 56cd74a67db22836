package io.ringswarm.harness.load.measure;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringswarm.harness.load.environment.MachineProbe;
import io.ringswarm.harness.load.kind.Workloads;
import io.ringswarm.harness.load.scenario.Layer;
import io.ringswarm.harness.load.scenario.ScenarioConfig;
import io.ringswarm.harness.load.scenario.ScenarioOption;
import io.ringswarm.harness.load.scenario.ScenarioResolver;
import io.ringswarm.harness.load.scenario.ScenarioSource;
import io.ringswarm.harness.load.scenario.Setting;
import io.ringswarm.harness.load.scenario.Settings;
import io.ringswarm.harness.load.schedule.Schedule;
import io.ringswarm.harness.load.schedule.Schedules;
import io.ringswarm.reports.run.Warmup;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a warm-up sends is what the schedule that is measured has for it. */
@Timeout(60)
class WarmUpKindTest {
    private static final Path HERE = Path.of("");

    private final AtomicLong askedForNs = new AtomicLong();
    private final AtomicLong furthest = new AtomicLong(-1);

    @Test
    void shouldWarmUpByTheMeasuredSchedulesOwnChoiceWhenItHasOne() {
        Settings flags = new Settings();
        set(flags, ScenarioOption.WARMUP, "150ms");

        Warmup warmup = run(flags, Long.MAX_VALUE);

        assertThat(askedForNs).hasValue(150_000_000L);
        assertThat(furthest.get()).as("last message that the warm-up sent").isPositive();
        assertThat(warmup.mode()).isEqualTo("fixed");
    }

    @Test
    void shouldLookAtWindowsAndSendForTenSecondsAtMostWhenNothingIsSaid() {
        Warmup warmup = run(new Settings(), 700_000_000L);

        assertThat(askedForNs).hasValue(WarmUp.AUTOMATIC_LIMIT_NS).hasValue(10_000_000_000L);
        assertThat(furthest.get()).as("last message that the warm-up sent").isPositive();
        assertThat(warmup.mode()).isEqualTo("auto");
        assertThat(warmup.steady())
                .as("two windows of half a second are too few")
                .isFalse();
        assertThat(warmup.windows()).isNotEmpty();
    }

    /** Of what is asked for, the warm-up gets so much at most. */
    private Warmup run(Settings flags, long mostNs) {
        set(flags, ScenarioOption.DURATION, "100ms");
        set(flags, ScenarioOption.RATE, "10k");
        set(flags, ScenarioOption.ARRIVAL, "poisson");
        ScenarioConfig config = ScenarioResolver.resolve(ScenarioSource.find("default", HERE), Map.of(), flags, HERE);
        Schedule schedule = new Watched(Schedules.of(config), mostNs, askedForNs, furthest, false);
        return new RunExecution(
                        "warm-up",
                        config,
                        Workloads.of(config),
                        schedule,
                        new MachineProbe().processUsage(),
                        RunListener.silent())
                .execute()
                .warmup();
    }

    private static void set(Settings flags, ScenarioOption option, String value) {
        flags.add(option, new Setting(value, Layer.FLAG, option.flag()));
    }

    /** Notes how far the warm-up comes in the schedule for it. */
    private record Watched(Schedule schedule, long mostNs, AtomicLong askedForNs, AtomicLong furthest, boolean noting)
            implements Schedule {
        @Override
        public long count() {
            return schedule.count();
        }

        @Override
        public long durationNs() {
            return schedule.durationNs();
        }

        @Override
        public long dueNs(long index) {
            return schedule.dueNs(index);
        }

        /** Asked by who sends, and by nobody else. */
        @Override
        public long agent(long index) {
            if (noting) {
                furthest.accumulateAndGet(index, Math::max);
            }
            return schedule.agent(index);
        }

        @Override
        public Schedule forWarmUp(long durationNs) {
            askedForNs.set(durationNs);
            return new Watched(schedule.forWarmUp(Math.min(durationNs, mostNs)), mostNs, askedForNs, furthest, true);
        }
    }
}
