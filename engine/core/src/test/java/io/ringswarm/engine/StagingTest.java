package io.ringswarm.engine;

import static io.ringswarm.engine.testbed.ParcelCodec.PARCELS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ringswarm.codecs.BodyWriter;
import io.ringswarm.codecs.Template;
import io.ringswarm.engine.testbed.Collector;
import io.ringswarm.engine.testbed.EngineWatcher;
import io.ringswarm.engine.testbed.Gate;
import io.ringswarm.engine.testbed.Parcel;
import io.ringswarm.engine.testbed.ParcelCodec;
import io.ringswarm.engine.testbed.Waiting;
import java.util.function.Consumer;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
class StagingTest {
    private static final int INLINE_BYTES = 64;

    @RegisterExtension
    final EngineWatcher watcher = new EngineWatcher();

    private final Collector collector = new Collector();
    private final Parcel parcel = new Parcel();

    @Test
    void shouldPublishThePrefixAndKeepTheRestWhenThereIsRoomForSome() throws Exception {
        Engine engine = watcher.launch(watcher.small());
        AgentRef agent = engine.spawn("collector", () -> collector);
        Gate gate = watcher.stall(engine, 0);
        Sender other = engine.newSender();
        other.tell(agent, parcel.of(1, 0), PARCELS);
        Sender sender = engine.newSender();
        for (int i = 0; i < 8; i++) {
            assertThat(sender.stage(agent, parcel.of(0, i), PARCELS)).isEqualTo(Offer.STAGED);
        }

        assertThat(sender.flush()).as("one slot is taken").isEqualTo(3);
        assertThat(sender.staged()).isEqualTo(5);
        assertThat(sender.flush()).isZero();
        assertThat(sender.stage(agent, parcel.of(0, 8), PARCELS)).isEqualTo(Offer.STAGED);
        gate.open();
        collector.await(4);
        int flushed = 0;
        while (sender.staged() > 0) {
            flushed += sender.flush();
            Waiting.turn();
        }
        engine.close();

        assertThat(flushed).isEqualTo(6);
        assertThat(collector.sequences()).containsExactly(0L, 0L, 1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L);
    }

    @Test
    void shouldFlushEveryLaneOfEveryShardWhenAsked() {
        Engine engine = watcher.launch(watcher.small().shards(3));
        Sender sender = engine.newSender();
        int staged = 0;
        for (int shard = 0; shard < 3; shard++) {
            AgentRef agent = engine.spawn("agent-" + shard, shard, () -> collector);
            for (Priority priority : Priority.values()) {
                sender.stage(agent, parcel.of(shard, staged++), PARCELS, new Envelope().priority(priority));
            }
        }

        assertThat(sender.staged()).isEqualTo(12);
        assertThat(engine.counters().created()).as("staged is not accepted").isZero();
        assertThat(sender.flush()).isEqualTo(12);
        engine.close();
        assertThat(collector.sequences())
                .containsExactlyInAnyOrderElementsOf(
                        LongStream.range(0, 12).boxed().toList());
    }

    @Test
    void shouldSendStagedMessagesFirstWhenATellFollows() {
        Engine engine = watcher.launch(watcher.small().ringSlots(16));
        AgentRef agent = engine.spawn("collector", () -> collector);
        Sender sender = engine.newSender();
        for (int i = 0; i < 3; i++) {
            sender.stage(agent, parcel.of(0, i), PARCELS);
        }

        assertThat(sender.tell(agent, parcel.of(0, 3), PARCELS)).isEqualTo(Offer.ACCEPTED);
        assertThat(sender.staged()).isZero();
        engine.close();
        assertThat(collector.sequences()).containsExactly(0L, 1L, 2L, 3L);
    }

    @Test
    void shouldLeaveOtherLanesStagedWhenATellFlushesItsOwn() {
        Engine engine = watcher.launch(watcher.small());
        AgentRef agent = engine.spawn("collector", () -> collector);
        Sender sender = engine.newSender();
        sender.stage(agent, parcel.of(0, 0), PARCELS, new Envelope().priority(Priority.LOW));

        assertThat(sender.tell(agent, parcel.of(0, 1), PARCELS)).isEqualTo(Offer.ACCEPTED);
        assertThat(sender.staged()).isEqualTo(1);
    }

    @Test
    void shouldGiveTheBufferBackWhenTheRingFillsWhileAMessageIsEncoded() throws Exception {
        Engine engine = watcher.launch(watcher.small().overflowBuffers(1));
        AgentRef agent = engine.spawn("collector", () -> collector);
        Gate gate = watcher.stall(engine, 0);
        Sender sender = engine.newSender();
        Sender other = engine.newSender();
        ParcelCodec filling = new ParcelCodec(ParcelCodec.TEMPLATE) {
            @Override
            public void encode(Parcel value, BodyWriter out) {
                super.encode(value, out);
                for (int i = 0; i < 4; i++) {
                    other.tell(agent, new Parcel().of(1, i), PARCELS);
                }
            }
        };
        assertThat(sender.tell(agent, parcel.of(0, 99, INLINE_BYTES + 1), filling))
                .isEqualTo(Offer.BACK_PRESSURED);
        assertThat(sender.staged()).isZero();
        gate.open();
        while (sender.tell(agent, parcel.of(0, 4, INLINE_BYTES + 1), PARCELS) != Offer.ACCEPTED) {
            Waiting.turn();
        }
        engine.close();
        assertThat(collector.sequences()).containsExactly(0L, 1L, 2L, 3L, 4L);
    }

    static Stream<Arguments> badCodecs() {
        return Stream.of(16, INLINE_BYTES, INLINE_BYTES + 1, 1_000)
                .flatMap(bytes -> Stream.of("before", "halfway", "template").map(where -> Arguments.of(bytes, where)));
    }

    @ParameterizedTest(name = "bytes={0} throws {1}")
    @MethodSource("badCodecs")
    void shouldLeaveTheRunAsBeforeWhenACodecThrows(int bytes, String where) {
        Engine engine = watcher.launch(watcher.small().ringSlots(32));
        AgentRef agent = engine.spawn("collector", () -> collector);
        Sender sender = engine.newSender();
        ParcelCodec bad = new Failing(where);
        sender.stage(agent, parcel.of(0, 0), PARCELS);
        sender.stage(agent, parcel.of(0, 1, 100), PARCELS);
        for (int i = 0; i < 5; i++) {
            assertThatThrownBy(() -> sender.stage(agent, parcel.of(0, 99, bytes), bad))
                    .hasMessage("codec");
            assertThat(sender.staged()).isEqualTo(2);
        }
        assertThat(sender.stage(agent, parcel.of(0, 2, 100), PARCELS))
                .as("no buffer is lost")
                .isEqualTo(Offer.STAGED);
        assertThat(sender.flush()).isEqualTo(3);
        collector.await(3);
        for (int i = 0; i < 5; i++) {
            assertThatThrownBy(() -> sender.tell(agent, parcel.of(0, 99, bytes), bad))
                    .hasMessage("codec");
        }
        for (int i = 3; i < 40; i++) {
            while (sender.tell(agent, parcel.of(0, i, i % 2 == 0 ? 16 : 100), PARCELS) != Offer.ACCEPTED) {
                Waiting.turn();
            }
        }
        engine.close();

        assertThat(collector.sequences())
                .containsExactlyElementsOf(LongStream.range(0, 40).boxed().toList());
        assertThat(collector.got()).allMatch(Collector.Got::intact);
    }

    static Stream<Arguments> reentries() {
        return Stream.<Arguments>of(
                Arguments.of("tell", (Consumer<Reentry>) r -> r.sender.tell(r.agent, r.parcel, PARCELS)),
                Arguments.of("stage", (Consumer<Reentry>) r -> r.sender.stage(r.agent, r.parcel, PARCELS)),
                Arguments.of("flush", (Consumer<Reentry>) r -> r.sender.flush()),
                Arguments.of("close", (Consumer<Reentry>) r -> r.sender.close()));
    }

    private record Reentry(Sender sender, AgentRef agent, Parcel parcel) {}

    @ParameterizedTest(name = "{0}")
    @MethodSource("reentries")
    void shouldRefuseWhenACodecCallsTheSenderThatItEncodesFor(String name, Consumer<Reentry> call) {
        Engine engine = watcher.launch(watcher.small());
        AgentRef agent = engine.spawn("collector", () -> collector);
        Sender sender = engine.newSender();
        Reentry reentry = new Reentry(sender, agent, new Parcel().of(0, 98));
        ParcelCodec codec = new ParcelCodec(ParcelCodec.TEMPLATE) {
            @Override
            public void encode(Parcel value, BodyWriter out) {
                super.encode(value, out);
                call.accept(reentry);
            }
        };

        assertThatThrownBy(() -> sender.tell(agent, parcel.of(0, 99), codec))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("codec");
        assertThatThrownBy(() -> sender.stage(agent, parcel.of(0, 99), codec))
                .isInstanceOf(IllegalStateException.class);
        assertThat(sender.staged()).isZero();
        assertThat(sender.tell(agent, parcel.of(0, 0), PARCELS)).isEqualTo(Offer.ACCEPTED);
        engine.close();
        assertThat(collector.sequences()).containsExactly(0L);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 5, 8, 32})
    void shouldKeepOrderWhenRunsOfAnyLengthGoThroughTheSmallestRing(int stagedMessages) {
        Engine engine = watcher.launch(watcher.small().stagedMessages(stagedMessages));
        AgentRef agent = engine.spawn("collector", () -> collector);
        Sender sender = engine.newSender();
        int messages = 1_000;
        for (int i = 0; i < messages; i++) {
            while (sender.stage(agent, parcel.of(0, i, i % 5 == 0 ? 200 : 16), PARCELS) != Offer.STAGED) {
                if (sender.flush() == 0) {
                    Waiting.turn();
                }
            }
        }
        while (sender.staged() > 0) {
            sender.flush();
            Waiting.turn();
        }
        engine.close();

        assertThat(collector.sequences())
                .containsExactlyElementsOf(LongStream.range(0, messages).boxed().toList());
        assertThat(collector.got()).allMatch(Collector.Got::intact);
    }

    private static final class Failing extends ParcelCodec {
        private final String where;

        Failing(String where) {
            super(TEMPLATE);
            this.where = where;
        }

        @Override
        public Template template() {
            if (where.equals("template")) {
                throw new IllegalArgumentException("codec");
            }
            return super.template();
        }

        @Override
        public void encode(Parcel value, BodyWriter out) {
            if (where.equals("before")) {
                throw new IllegalArgumentException("codec");
            }
            super.encode(value, out);
            if (where.equals("halfway")) {
                throw new IllegalArgumentException("codec");
            }
        }
    }
}
