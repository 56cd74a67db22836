package io.ringswarm.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.ringswarm.engine.idle.Backoff;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.ForkJoinPool;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@Timeout(10)
class EngineContextTest {
    static Stream<Arguments> faults() {
        return Stream.of(
                fault("name=null (expected: a text that is not blank)", c -> c.name(null)),
                fault("name=  (expected: a text that is not blank)", c -> c.name(" ")),
                fault("shards=0 (expected: 1 to 128)", c -> c.shards(0)),
                fault("shards=129 (expected: 1 to 128)", c -> c.shards(129)),
                fault("ringSlots=2 (expected: a power of two, 4 to 4194304)", c -> c.ringSlots(2)),
                fault("ringSlots=12 (expected: a power of two, 4 to 4194304)", c -> c.ringSlots(12)),
                fault("ringSlots=8388608 (expected: a power of two, 4 to 4194304)", c -> c.ringSlots(1 << 23)),
                fault(
                        "ringSlots=-2147483648 (expected: a power of two, 4 to 4194304)",
                        c -> c.ringSlots(Integer.MIN_VALUE)),
                fault("slotBytes=64 (expected: a multiple of 8, 72 to 65536)", c -> c.slotBytes(64)),
                fault("slotBytes=100 (expected: a multiple of 8, 72 to 65536)", c -> c.slotBytes(100)),
                fault("slotBytes=65544 (expected: a multiple of 8, 72 to 65536)", c -> c.slotBytes(65_544)),
                fault("stagedMessages=0 (expected: 1 to 4096)", c -> c.stagedMessages(0)),
                fault("stagedMessages=4097 (expected: 1 to 4096)", c -> c.stagedMessages(4_097)),
                fault("maxBodyBytes=0 (expected: 1 to 67108864)", c -> c.maxBodyBytes(0)),
                fault("maxBodyBytes=67108865 (expected: 1 to 67108864)", c -> c.maxBodyBytes(67_108_865)),
                fault("overflowBuffers=0 (expected: 1 to 1024)", c -> c.overflowBuffers(0)),
                fault("overflowBuffers=1025 (expected: 1 to 1024)", c -> c.overflowBuffers(1_025)),
                fault("localQueueSlots=2 (expected: a power of two, 4 to 4194304)", c -> c.localQueueSlots(2)),
                fault("localQueueSlots=6 (expected: a power of two, 4 to 4194304)", c -> c.localQueueSlots(6)),
                fault("outboxMessages=0 (expected: 1 to 4096)", c -> c.outboxMessages(0)),
                fault("outboxMessages=4097 (expected: 1 to 4096)", c -> c.outboxMessages(4_097)),
                fault("parkedMessages=0 (expected: 1 to 1048576)", c -> c.parkedMessages(0)),
                fault("parkedMessages=1048577 (expected: 1 to 1048576)", c -> c.parkedMessages(1_048_577)),
                fault("stashedMessages=0 (expected: 1 to 1048576)", c -> c.stashedMessages(0)),
                fault("stashedMessages=1048577 (expected: 1 to 1048576)", c -> c.stashedMessages(1_048_577)),
                fault("maxAsksInFlight=0 (expected: 1 to 1048576)", c -> c.maxAsksInFlight(0)),
                fault("maxAsksInFlight=1048577 (expected: 1 to 1048576)", c -> c.maxAsksInFlight(1_048_577)),
                fault("shedAfter=null (expected: a duration, zero or more)", c -> c.shedAfter(null)),
                fault("shedAfter=PT-1S (expected: a duration, zero or more)", c -> c.shedAfter(Duration.ofSeconds(-1))),
                fault("completionExecutor=null (expected: a value)", c -> c.completionExecutor(null)),
                fault("closeTimeout=null (expected: a positive duration)", c -> c.closeTimeout(null)),
                fault("closeTimeout=PT0S (expected: a positive duration)", c -> c.closeTimeout(Duration.ZERO)),
                fault(
                        "closeTimeout=PT-1S (expected: a positive duration)",
                        c -> c.closeTimeout(Duration.ofSeconds(-1))),
                fault("idleStrategy=null (expected: a value)", c -> c.idleStrategy(null)),
                fault("clock=null (expected: a value)", c -> c.clock(null)),
                fault("deadLetterListener=null (expected: a value)", c -> c.deadLetterListener(null)),
                fault(
                        "ringSlots=4194304, slotBytes=512 (expected: at most 1073741824 bytes together)",
                        c -> c.ringSlots(1 << 22).slotBytes(512)));
    }

    private static Arguments fault(String message, UnaryOperator<EngineContext> setting) {
        return Arguments.of(message, setting);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("faults")
    void shouldNameTheSettingAndItsValueWhenItIsAtFault(String message, UnaryOperator<EngineContext> setting) {
        EngineContext context = setting.apply(new EngineContext());
        assertThatIllegalArgumentException().isThrownBy(context::conclude).withMessage(message);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Engine.launch(context))
                .withMessage(message);
    }

    @Test
    void shouldNameAllFaultsAtOnceWhenThereAreMany() {
        EngineContext context = new EngineContext()
                .name("")
                .shards(-1)
                .ringSlots(5)
                .slotBytes(7)
                .stagedMessages(-3)
                .maxBodyBytes(-4)
                .overflowBuffers(-5)
                .closeTimeout(null)
                .idleStrategy(null)
                .clock(null)
                .deadLetterListener(null);
        assertThatIllegalArgumentException()
                .isThrownBy(context::conclude)
                .satisfies(e -> assertThat(e.getMessage().split("; "))
                        .hasSize(11)
                        .allMatch(part -> part.matches("\\w+=.* \\(expected: .+\\)")));
    }

    @Test
    void shouldNameTheSizesTooWhenTheyAreTooMuchTogetherBesideAnotherFault() {
        EngineContext context = new EngineContext().shards(0).ringSlots(1 << 22).slotBytes(65_536);
        assertThatIllegalArgumentException()
                .isThrownBy(context::conclude)
                .withMessage("shards=0 (expected: 1 to 128); "
                        + "ringSlots=4194304, slotBytes=65536 (expected: at most 1073741824 bytes together)");
    }

    static Stream<Arguments> accepted() {
        return Stream.<UnaryOperator<EngineContext>>of(
                        c -> c,
                        c -> c.shards(1)
                                .ringSlots(4)
                                .slotBytes(72)
                                .stagedMessages(1)
                                .maxBodyBytes(1)
                                .overflowBuffers(1)
                                .localQueueSlots(4)
                                .outboxMessages(1)
                                .parkedMessages(1)
                                .stashedMessages(1)
                                .maxAsksInFlight(1)
                                .shedAfter(Duration.ofNanos(1)),
                        c -> c.shards(128)
                                .ringSlots(4)
                                .slotBytes(65_536)
                                .stagedMessages(4_096)
                                .maxBodyBytes(67_108_864)
                                .overflowBuffers(1_024),
                        c -> c.outboxMessages(4_096)
                                .parkedMessages(1 << 20)
                                .stashedMessages(1 << 20)
                                .maxAsksInFlight(1 << 20)
                                .localQueueSlots(1 << 22)
                                .shedAfter(Duration.ofDays(1_000_000)),
                        c -> c.ringSlots(1 << 22).slotBytes(256),
                        c -> c.ringSlots(1 << 14).slotBytes(65_536),
                        c -> c.closeTimeout(Duration.ofNanos(1)),
                        c -> c.threadFactory(null))
                .map(Arguments::of);
    }

    @ParameterizedTest
    @MethodSource("accepted")
    void shouldConcludeWhenSettingsAreAtTheirLimits(UnaryOperator<EngineContext> setting) {
        EngineConfig config = setting.apply(new EngineContext()).conclude();
        assertThat(config.threadFactory()).isNotNull();
        assertThat(config.ringBytes()).isEqualTo(4L * config.shards() * config.ringSlots() * config.slotBytes());
    }

    @Test
    void shouldHaveTheDefaultsThatItsDocumentationStates() {
        EngineConfig config = new EngineContext().conclude();
        assertThat(config.name()).isEqualTo("ringswarm");
        assertThat(config.shards()).isEqualTo(1);
        assertThat(config.ringSlots()).isEqualTo(4_096);
        assertThat(config.slotBytes()).isEqualTo(192);
        assertThat(config.stagedMessages()).isEqualTo(32);
        assertThat(config.maxBodyBytes()).isEqualTo(65_536);
        assertThat(config.overflowBuffers()).isEqualTo(16);
        assertThat(config.localQueueSlots()).isEqualTo(1_024);
        assertThat(config.outboxMessages()).isEqualTo(256);
        assertThat(config.parkedMessages()).isEqualTo(1_024);
        assertThat(config.stashedMessages()).isEqualTo(16_384);
        assertThat(config.maxAsksInFlight()).isEqualTo(1_024);
        assertThat(config.shedAfterNs()).containsOnly(Long.MAX_VALUE);
        assertThat(config.completionExecutor()).isSameAs(ForkJoinPool.commonPool());
        assertThat(config.invokerMode()).isFalse();
        assertThat(config.closeTimeout()).isEqualTo(Duration.ofSeconds(10));
        assertThat(config.idleStrategy().get()).isInstanceOf(Backoff.class);
        assertThat(config.clock()).isSameAs(NanoClock.SYSTEM);
    }

    @Test
    void shouldShedTheLowestLanesFirst() {
        EngineConfig config =
                new EngineContext().shedAfter(Duration.ofNanos(1_000)).conclude();
        assertThat(config.shedAfterNs()).containsExactly(8_000, 4_000, 2_000, 1_000);
    }

    @Test
    void shouldNeverShedWhenTheTimeIsLongerThanAnyQueueLasts() {
        EngineConfig config = new EngineContext()
                .shedAfter(Duration.ofSeconds(Long.MAX_VALUE))
                .conclude();
        assertThat(Arrays.stream(config.shedAfterNs()).boxed()).allMatch(ns -> ns >= Long.MAX_VALUE >> 1);
    }

    @Test
    void shouldNotChangeAConclusionWhenTheContextIsChangedLater() {
        EngineContext context = new EngineContext().shards(2);
        EngineConfig config = context.conclude();
        context.shards(3);
        assertThat(config.shards()).isEqualTo(2);
    }
}
