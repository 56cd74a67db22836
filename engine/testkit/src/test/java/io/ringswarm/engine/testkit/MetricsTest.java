package io.ringswarm.engine.testkit;

import static io.ringswarm.engine.testkit.FigureCodec.FIGURES;
import static org.assertj.core.api.Assertions.assertThat;

import io.ringswarm.engine.Agent;
import io.ringswarm.engine.AgentContext;
import io.ringswarm.engine.AgentRef;
import io.ringswarm.engine.DeadLetterReason;
import io.ringswarm.engine.EngineContext;
import io.ringswarm.engine.Envelope;
import io.ringswarm.engine.Message;
import io.ringswarm.engine.Priority;
import io.ringswarm.engine.metrics.EngineMetrics;
import io.ringswarm.engine.metrics.KindMetrics;
import io.ringswarm.engine.metrics.LatencyHistograms;
import java.time.Duration;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What an engine tells of itself. */
@Timeout(20)
class MetricsTest {
    private final TestEngine engine =
            TestEngine.launch(new EngineContext().shards(2).deadLetterListener((message, reason, cause) -> {}));

    @AfterEach
    void closeTheEngine() {
        engine.close();
    }

    @Test
    void shouldTellClassesOfAgentsApart() {
        AgentRef fast = engine.spawn("fast", 0, Fast::new);
        AgentRef slow = engine.spawn("slow", 0, () -> new Slow(engine.clock()));
        engine.spawn("slow-2", 1, () -> new Slow(engine.clock()));
        for (int i = 0; i < 10; i++) {
            engine.tell(fast, Figure.of(i), FIGURES);
            engine.runUntilIdle();
            engine.tell(slow, Figure.of(i), FIGURES);
            engine.runUntilIdle();
        }
        Map<String, KindMetrics> kinds =
                metrics().kinds().stream().collect(Collectors.toMap(KindMetrics::agentClass, Function.identity()));
        assertThat(kinds).containsOnlyKeys(Fast.class.getName(), Slow.class.getName());
        KindMetrics fasts = kinds.get(Fast.class.getName());
        KindMetrics slows = kinds.get(Slow.class.getName());
        assertThat(fasts.living()).isEqualTo(1);
        assertThat(slows.living()).isEqualTo(2);
        assertThat(fasts.calls()).isEqualTo(10);
        assertThat(slows.calls()).isEqualTo(10);
        assertThat(fasts.latency().handling().getMaxValue()).isZero();
        assertThat(slows.latency().handling().getMinValue())
                .isCloseTo(Slow.WORK.toNanos(), org.assertj.core.data.Percentage.withPercentage(1));
    }

    @Test
    void shouldTellWhatWaitsAndWhatHasEnded() {
        AgentRef thrower = engine.spawn("thrower", 1, () -> (message, self) -> {
            throw new IllegalStateException("poison");
        });
        AgentRef fast = engine.spawn("fast", 1, Fast::new);
        engine.tell(thrower, Figure.of(1), FIGURES);
        engine.runUntilIdle();
        for (int i = 0; i < 3; i++) {
            engine.tell(fast, Figure.of(i), FIGURES, new Envelope().priority(Priority.HIGH));
        }
        EngineMetrics before = metrics();
        assertThat(before.complete()).isTrue();
        assertThat(before.shards()).hasSize(2);
        assertThat(before.shards().get(1).ringDepths()).containsExactly(0, 3, 0, 0);
        assertThat(before.shards().get(1).dead()).containsEntry(DeadLetterReason.HANDLER_THREW, 1L);
        assertThat(before.shards().get(1).agents()).isEqualTo(2);
        assertThat(before.counters().inFlight()).isEqualTo(3);
        engine.runUntilIdle();
        EngineMetrics after = metrics();
        assertThat(after.shards().get(1).handled()).isEqualTo(3);
        assertThat(after.shards().get(1).ringDepths()).containsExactly(0, 0, 0, 0);
        assertThat(after.shards().get(1).batches().getTotalCount()).isEqualTo(2);
        assertThat(after.shards().get(1).batches().getMaxValue()).isEqualTo(3);
        assertThat(after.shards().get(0).latency().response().getTotalCount()).isZero();
    }

    @Test
    void shouldNotTakeFromThoseWhoCollectLatenciesNorTheyFromIt() {
        AgentRef fast = engine.spawn("fast", Fast::new);
        LatencyHistograms collected = new LatencyHistograms();
        for (int i = 1; i <= 4; i++) {
            engine.tell(fast, Figure.of(i), FIGURES);
            engine.runUntilIdle();
            if (i % 2 == 0) {
                assertThat(metrics().kinds().get(0).calls()).isEqualTo(i);
            } else {
                engine.engine().collectLatency(collected, Duration.ZERO);
            }
        }
        engine.engine().collectLatency(collected, Duration.ZERO);
        assertThat(collected.response().getTotalCount()).isEqualTo(4);
        assertThat(metrics().kinds().get(0).calls()).isEqualTo(4);
    }

    @Test
    void shouldBeACopyThatNothingChanges() {
        AgentRef fast = engine.spawn("fast", Fast::new);
        engine.tell(fast, Figure.of(1), FIGURES);
        engine.runUntilIdle();
        EngineMetrics before = metrics();
        engine.tell(fast, Figure.of(1), FIGURES);
        engine.runUntilIdle();
        metrics();
        assertThat(before.kinds().get(0).calls()).isEqualTo(1);
        assertThat(before.shards().get(0).latency().response().getTotalCount()).isEqualTo(1);
    }

    private EngineMetrics metrics() {
        return engine.engine().metrics(Duration.ZERO);
    }

    private static final class Fast implements Agent {
        @Override
        public void onMessage(Message message, AgentContext self) {}
    }

    private static final class Slow implements Agent {
        private static final Duration WORK = Duration.ofMillis(3);

        private final ManualClock clock;

        private Slow(ManualClock clock) {
            this.clock = clock;
        }

        @Override
        public void onMessage(Message message, AgentContext self) {
            clock.advance(WORK);
        }
    }
}
