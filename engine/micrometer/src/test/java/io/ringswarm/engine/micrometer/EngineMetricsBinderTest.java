package io.ringswarm.engine.micrometer;

import static io.ringswarm.engine.micrometer.NumberCodec.NUMBERS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.ringswarm.engine.Agent;
import io.ringswarm.engine.AgentContext;
import io.ringswarm.engine.AgentRef;
import io.ringswarm.engine.EngineContext;
import io.ringswarm.engine.Envelope;
import io.ringswarm.engine.Message;
import io.ringswarm.engine.Offer;
import io.ringswarm.engine.Priority;
import io.ringswarm.engine.testkit.ManualClock;
import io.ringswarm.engine.testkit.TestEngine;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class EngineMetricsBinderTest {
    private static final double DIGITS = 1e-3; // the histograms' three, of a value of seconds

    private final TestEngine engine = TestEngine.launch(
            new EngineContext().name("desk").shards(2).ringSlots(4).deadLetterListener((message, reason, cause) -> {}));
    private final MeterRegistry registry = new SimpleMeterRegistry();
    private final EngineMetricsBinder binder = new EngineMetricsBinder(engine.engine());

    @AfterEach
    void closeAll() {
        engine.close();
        registry.close();
    }

    @Test
    void shouldCountWhatBecameOfMessagesWhenSomeAreHandledAndSomeAreDead() {
        AgentRef fine = engine.spawn("fine", 0, () -> new Working(engine.clock(), Duration.ZERO));
        AgentRef thrower = engine.spawn("thrower", 1, Thrower::new);
        binder.bindTo(registry);
        engine.tell(fine, new long[] {1}, NUMBERS);
        engine.tell(fine, new long[] {2}, NUMBERS);
        engine.tell(thrower, new long[] {3}, NUMBERS);
        engine.runUntilIdle();
        letTheSnapshotAge();

        assertThat(count("ringswarm.messages.created")).isEqualTo(3);
        assertThat(count("ringswarm.messages", "outcome", "handled", "reason", "none"))
                .isEqualTo(2);
        assertThat(count("ringswarm.messages", "outcome", "dead", "reason", "handler_threw"))
                .isEqualTo(1);
        assertThat(count("ringswarm.messages", "outcome", "dead", "reason", "malformed"))
                .isZero();
        assertThat(registry.get("ringswarm.messages").functionCounters()).hasSize(4 + 5);
    }

    @Test
    void shouldCountRefusalsAndShowTheLaneWhenARingIsFull() {
        AgentRef fine = engine.spawn("fine", 1, () -> new Working(engine.clock(), Duration.ZERO));
        binder.bindTo(registry);
        Envelope urgent = new Envelope().priority(Priority.HIGH);
        for (int i = 0; i < 4; i++) {
            engine.tell(fine, new long[] {i}, NUMBERS, urgent);
        }
        assertThat(engine.sender().tell(fine, new long[] {4}, NUMBERS, urgent)).isEqualTo(Offer.BACK_PRESSURED);
        letTheSnapshotAge();

        assertThat(count("ringswarm.sends.refused", "reason", "back_pressured")).isEqualTo(1);
        assertThat(count("ringswarm.sends.refused", "reason", "closed")).isZero();
        assertThat(gauge("ringswarm.queue.depth", "shard", "1", "lane", "high")).isEqualTo(4);
        assertThat(gauge("ringswarm.queue.depth", "shard", "1", "lane", "normal"))
                .isZero();
        assertThat(gauge("ringswarm.queue.depth", "shard", "0", "lane", "high")).isZero();
    }

    @Test
    void shouldCountAsksByOutcomeWhenOneIsAnsweredAndOneIsNot() {
        AgentRef echo = engine.spawn("echo", () -> (message, self) -> self.reply(message, new long[] {1}, NUMBERS));
        AgentRef mute = engine.spawn("mute", () -> new Working(engine.clock(), Duration.ZERO));
        binder.bindTo(registry);
        engine.ask(echo, new long[] {1}, NUMBERS, Duration.ofSeconds(1));
        engine.ask(mute, new long[] {1}, NUMBERS, Duration.ofSeconds(1));
        engine.advance(Duration.ofSeconds(2));

        assertThat(count("ringswarm.asks", "outcome", "answered")).isEqualTo(1);
        assertThat(count("ringswarm.asks", "outcome", "timed_out")).isEqualTo(1);
        assertThat(count("ringswarm.asks", "outcome", "failed")).isZero();
    }

    @Test
    void shouldShowLatenciesInSecondsByClassWhenMessagesWaited() {
        AgentRef slow = engine.spawn("slow", () -> new Working(engine.clock(), Duration.ofMillis(250)));
        binder.bindTo(registry);
        String type = Working.class.getName();
        assertThat(gauge("ringswarm.response", "class", type, "quantile", "0.5"))
                .isNaN();
        engine.tell(slow, new long[] {1}, NUMBERS);
        engine.clock().advance(Duration.ofSeconds(2));
        engine.runUntilIdle();
        letTheSnapshotAge();

        assertThat(gauge("ringswarm.response", "class", type, "quantile", "0.99"))
                .isCloseTo(2, within(2 * DIGITS));
        assertThat(gauge("ringswarm.transit", "class", type, "quantile", "0.999"))
                .isCloseTo(2, within(2 * DIGITS));
        assertThat(gauge("ringswarm.handling", "class", type, "quantile", "0.95"))
                .isCloseTo(0.25, within(DIGITS));
        assertThat(gauge("ringswarm.handling.max", "class", type)).isCloseTo(0.25, within(DIGITS));
        assertThat(registry.get("ringswarm.handling").gauge().getId().getBaseUnit())
                .isEqualTo("seconds");
        assertThat(count("ringswarm.class.calls", "class", type)).isEqualTo(1);
    }

    @Test
    void shouldShowShardsAndMemoryWhenBound() {
        engine.spawn("a", 0, Thrower::new);
        engine.spawn("b", 1, Thrower::new);
        engine.spawn("c", 1, Thrower::new);
        binder.bindTo(registry);

        assertThat(gauge("ringswarm.agents", "shard", "0")).isEqualTo(1);
        assertThat(gauge("ringswarm.agents", "shard", "1")).isEqualTo(2);
        assertThat(gauge("ringswarm.class.agents", "class", Thrower.class.getName()))
                .isEqualTo(3);
        assertThat(gauge("ringswarm.agents.suspended", "shard", "1")).isZero();
        assertThat(gauge("ringswarm.agents.restarting", "shard", "1")).isZero();
        assertThat(gauge("ringswarm.messages.retained")).isZero();
        assertThat(count("ringswarm.restarts")).isZero();
        assertThat(gauge("ringswarm.memory.rings"))
                .isEqualTo(engine.engine().config().ringBytes())
                .isPositive();
        assertThat(registry.getMeters())
                .allSatisfy(meter -> assertThat(meter.getId().getTag("engine")).isEqualTo("desk"))
                .allSatisfy(meter -> assertThat(meter.getId().getBaseUnit()).isNotBlank());
    }

    @Test
    void shouldAskTheEngineOnceWhenReadAgainWithinTheAge() {
        AgentRef fine = engine.spawn("fine", Thrower::new);
        binder.bindTo(registry);
        engine.tell(fine, new long[] {1}, NUMBERS);
        engine.clock().advance(EngineMetricsBinder.DEFAULT_MAX_AGE.minusNanos(1));
        assertThat(count("ringswarm.messages.created")).isZero();

        engine.clock().advance(Duration.ofNanos(1));
        assertThat(count("ringswarm.messages.created")).isEqualTo(1);
    }

    @Test
    void shouldAskTheEngineForEveryMeterWhenNoAgeIsAllowed() {
        AgentRef fine = engine.spawn("fine", Thrower::new);
        new EngineMetricsBinder(engine.engine(), Tags.of("region", "eu"), Duration.ZERO, Duration.ZERO)
                .bindTo(registry);
        engine.tell(fine, new long[] {1}, NUMBERS);
        assertThat(count("ringswarm.messages.created", "region", "eu")).isEqualTo(1);
        engine.tell(fine, new long[] {1}, NUMBERS);
        assertThat(count("ringswarm.messages.created", "region", "eu")).isEqualTo(2);
    }

    @Test
    void shouldShowAClassWhenItsFirstAgentCameAfterBinding() {
        binder.bindTo(registry);
        assertThat(registry.find("ringswarm.class.agents").gauge()).isNull();
        engine.spawn("late", Thrower::new);
        letTheSnapshotAge();
        assertThat(gauge("ringswarm.agents", "shard", "0")).isEqualTo(1);
        assertThat(gauge("ringswarm.class.agents", "class", Thrower.class.getName()))
                .isEqualTo(1);
    }

    @Test
    void shouldShowLambdasOfOneClassTogetherWhenTheJvmNamesEach() {
        engine.spawn("one", () -> (message, self) -> {});
        engine.spawn("two", () -> (message, self) -> self.self());
        binder.bindTo(registry);
        assertThat(registry.get("ringswarm.class.agents").gauges())
                .singleElement()
                .satisfies(gauge -> {
                    assertThat(gauge.getId().getTag("class"))
                            .isEqualTo(getClass().getName() + "$$Lambda");
                    assertThat(gauge.value()).isEqualTo(2);
                });
    }

    @Test
    void shouldKeepItsLastFiguresWhenTheEngineHasClosed() {
        AgentRef fine = engine.spawn("fine", () -> new Working(engine.clock(), Duration.ZERO));
        binder.bindTo(registry);
        engine.tell(fine, new long[] {1}, NUMBERS);
        engine.close();
        letTheSnapshotAge();
        assertThat(count("ringswarm.messages", "outcome", "handled", "reason", "none"))
                .isEqualTo(1);
    }

    @Test
    void shouldRemoveEveryMeterFromEveryRegistryWhenClosed() {
        engine.spawn("fine", Thrower::new);
        MeterRegistry other = new SimpleMeterRegistry();
        other.gauge("mine", 1);
        binder.bindTo(registry);
        binder.bindTo(other);
        assertThat(registry.getMeters()).isNotEmpty();
        assertThat(other.getMeters()).hasSize(registry.getMeters().size() + 1);
        binder.close();
        assertThat(registry.getMeters()).isEmpty();
        assertThat(other.getMeters())
                .singleElement()
                .satisfies(meter -> assertThat(meter.getId().getName()).isEqualTo("mine"));
    }

    @Test
    void shouldRefuseWhenADurationIsNegative() {
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        new EngineMetricsBinder(engine.engine(), Tags.empty(), Duration.ofMillis(-1), Duration.ZERO))
                .withMessageContaining("maxAge=PT-0.001S");
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        new EngineMetricsBinder(engine.engine(), Tags.empty(), Duration.ZERO, Duration.ofMillis(-1)))
                .withMessageContaining("patience=PT-0.001S");
    }

    private void letTheSnapshotAge() {
        engine.clock().advance(EngineMetricsBinder.DEFAULT_MAX_AGE);
    }

    private double count(String name, String... tags) {
        FunctionCounter counter = registry.get(name).tags(tags).functionCounter();
        return counter.count();
    }

    private double gauge(String name, String... tags) {
        Gauge gauge = registry.get(name).tags(tags).gauge();
        return gauge.value();
    }

    /** Works for a time that is told by the test's clock. */
    private record Working(ManualClock clock, Duration work) implements Agent {
        @Override
        public void onMessage(Message message, AgentContext self) {
            clock.advance(work);
        }
    }

    private static final class Thrower implements Agent {
        @Override
        public void onMessage(Message message, AgentContext self) {
            throw new IllegalStateException("poison");
        }
    }
}
