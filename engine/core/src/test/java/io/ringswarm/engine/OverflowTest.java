package io.ringswarm.engine;

import static io.ringswarm.engine.testbed.ParcelCodec.PARCELS;
import static org.assertj.core.api.Assertions.assertThat;

import io.ringswarm.engine.testbed.Collector;
import io.ringswarm.engine.testbed.EngineWatcher;
import io.ringswarm.engine.testbed.Gate;
import io.ringswarm.engine.testbed.HandClock;
import io.ringswarm.engine.testbed.Parcel;
import io.ringswarm.engine.testbed.Waiting;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Bodies that do not fit a slot. */
@Timeout(30)
class OverflowTest {
    private static final int HEADER_BYTES = 64;
    private static final int LONG_BODY = 500;

    @RegisterExtension
    final EngineWatcher watcher = new EngineWatcher();

    private final Collector collector = new Collector();
    private final Parcel parcel = new Parcel();

    static Stream<Arguments> sizes() {
        return Stream.of(Arguments.of(128, 256), Arguments.of(192, 192 - HEADER_BYTES), Arguments.of(192, 65_536));
    }

    @ParameterizedTest(name = "slotBytes={0} maxBodyBytes={1}")
    @MethodSource("sizes")
    void shouldCarryBodiesWhenTheyAreAsLongAsASlotOrTheMaximum(int slotBytes, int maxBodyBytes) {
        Engine engine = watcher.launch(watcher.small().slotBytes(slotBytes).maxBodyBytes(maxBodyBytes));
        AgentRef agent = engine.spawn("collector", () -> collector);
        Sender sender = engine.newSender();
        int inline = slotBytes - HEADER_BYTES;
        List<Integer> sizes = IntStream.of(inline - 1, inline, inline + 1, maxBodyBytes - 1, maxBodyBytes)
                .filter(bytes -> bytes <= maxBodyBytes)
                .boxed()
                .toList();
        for (int round = 0; round < 4; round++) {
            for (int bytes : sizes) {
                tellPatiently(sender, agent, parcel.of(round, bytes, bytes));
            }
        }
        engine.close();

        List<Integer> expected = new ArrayList<>();
        for (int round = 0; round < 4; round++) {
            expected.addAll(sizes);
        }
        assertThat(collector.got()).extracting(Collector.Got::bytes).containsExactlyElementsOf(expected);
        assertThat(collector.got()).allMatch(Collector.Got::intact);
    }

    @ParameterizedTest(name = "seed={0}")
    @ValueSource(longs = {1, 2, 3})
    void shouldKeepBodiesApartWhenLongAndShortOnesAreMixed(long seed) {
        Engine engine = watcher.launch(watcher.small().overflowBuffers(3).stagedMessages(5));
        AgentRef agent = engine.spawn("collector", () -> collector);
        Sender sender = engine.newSender();
        Random random = new Random(seed);
        List<Integer> sizes = new ArrayList<>();
        for (int i = 0; i < 2_000; i++) {
            int bytes = 16 + random.nextInt(random.nextBoolean() ? 49 : 1_000);
            sizes.add(bytes);
            parcel.of(seed, i, bytes);
            if (random.nextBoolean()) {
                tellPatiently(sender, agent, parcel);
            } else {
                while (sender.stage(agent, parcel, PARCELS) != Offer.STAGED) {
                    sender.flush();
                    Waiting.turn();
                }
            }
        }
        while (sender.staged() > 0) {
            sender.flush();
            Waiting.turn();
        }
        engine.close();

        assertThat(collector.got()).extracting(Collector.Got::bytes).containsExactlyElementsOf(sizes);
        assertThat(collector.got()).allMatch(Collector.Got::intact);
    }

    @Test
    void shouldGiveBuffersBackWhenTheHandlerThrows() {
        Engine engine = watcher.launch(watcher.small().overflowBuffers(2));
        AgentRef thrower = engine.spawn("thrower", () -> (message, self) -> {
            throw new IllegalStateException("thrown on purpose");
        });
        Sender sender = engine.newSender();
        for (int i = 0; i < 20; i++) {
            tellPatiently(sender, thrower, parcel.of(0, i, LONG_BODY));
        }
        engine.close();
        assertThat(engine.counters().dead()).containsEntry(DeadLetterReason.HANDLER_THREW, 20L);
    }

    @Test
    void shouldGiveBuffersBackWhenTheAgentIsGone() throws Exception {
        List<Boolean> readable = new ArrayList<>();
        Engine engine = watcher.launch(watcher.small()
                .overflowBuffers(2)
                .deadLetterListener(
                        (message, reason, cause) -> readable.add(message.read(PARCELS, new Parcel()).intact)));
        AgentRef agent = engine.spawn("collector", () -> collector);
        Gate gate = watcher.stall(engine, 0);
        Sender sender = engine.newSender();
        tellPatiently(sender, agent, parcel.of(0, 0, LONG_BODY));
        tellPatiently(sender, agent, parcel.of(0, 1, LONG_BODY));
        engine.stop(agent);
        gate.open();
        AgentRef next = engine.spawn("collector", () -> collector);
        for (int i = 2; i < 8; i++) {
            tellPatiently(sender, next, parcel.of(0, i, LONG_BODY));
        }
        engine.close();

        assertThat(collector.sequences()).containsExactly(2L, 3L, 4L, 5L, 6L, 7L);
        assertThat(readable).containsExactly(true, true);
    }

    @Test
    void shouldGiveBuffersBackWhenMessagesHaveExpired() {
        HandClock clock = new HandClock(1_000);
        Engine engine = watcher.launch(watcher.small().overflowBuffers(2).clock(clock));
        AgentRef agent = engine.spawn("collector", () -> collector);
        Sender sender = engine.newSender();
        Envelope late = new Envelope().deadlineNs(999);
        for (int i = 0; i < 20; i++) {
            while (sender.tell(agent, parcel.of(0, i, LONG_BODY), PARCELS, late) != Offer.ACCEPTED) {
                Waiting.turn();
            }
        }
        engine.close();
        assertThat(engine.counters().expired()).isEqualTo(20);
    }

    private static void tellPatiently(Sender sender, AgentRef agent, Parcel parcel) {
        while (sender.tell(agent, parcel, PARCELS) != Offer.ACCEPTED) {
            Waiting.turn();
        }
    }
}
