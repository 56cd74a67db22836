package io.ringswarm.engine.sending;

import static io.ringswarm.engine.testbed.ParcelCodec.PARCELS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ringswarm.codecs.BodyWriter;
import io.ringswarm.codecs.Template;
import io.ringswarm.engine.AgentRef;
import io.ringswarm.engine.Engine;
import io.ringswarm.engine.Envelope;
import io.ringswarm.engine.Offer;
import io.ringswarm.engine.Priority;
import io.ringswarm.engine.metrics.EngineCounters;
import io.ringswarm.engine.metrics.SendRefusals;
import io.ringswarm.engine.testbed.Collector;
import io.ringswarm.engine.testbed.EngineWatcher;
import io.ringswarm.engine.testbed.Parcel;
import io.ringswarm.engine.testbed.ParcelCodec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for every way to send, on the smallest sizes. */
@Timeout(20)
class SendContractTest {
    @RegisterExtension
    final EngineWatcher watcher = new EngineWatcher();

    private final Envelope plain = new Envelope();

    private static Parcel parcel(long sequence, int bytes) {
        return new Parcel().of(7, sequence, bytes);
    }

    private static Parcel[] parcels(int count) {
        return IntStream.range(0, count).mapToObj(i -> parcel(i, 16 + i)).toArray(Parcel[]::new);
    }

    /** All but answers to asks, for which there is always room. */
    static Stream<Way> thatCanBeFull() {
        return Arrays.stream(Way.values()).filter(way -> !way.answersAsks());
    }

    static Stream<Way> withATarget() {
        return Arrays.stream(Way.values()).filter(way -> way.begin != Way.Begin.ANSWERER);
    }

    static Stream<Way> fromOutside() {
        return Arrays.stream(Way.values()).filter(way -> way.begin == Way.Begin.OUTSIDE);
    }

    static Stream<Way> fromAgents() {
        return Arrays.stream(Way.values()).filter(way -> way.begin != Way.Begin.OUTSIDE);
    }

    static Stream<Arguments> lanes() {
        return Arrays.stream(Way.values())
                .flatMap(way -> Arrays.stream(way.hasEnvelope() ? Priority.values() : new Priority[] {Priority.NORMAL})
                        .map(priority -> Arguments.of(way, priority)));
    }

    /** How an offer is answered that the engine takes. */
    private static boolean isTaken(Offer offer) {
        return offer == Offer.ACCEPTED || offer == Offer.STAGED || offer == Offer.PARKED;
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("lanes")
    void shouldDeliverInOrderWhatIsAccepted(Way way, Priority priority) throws Exception {
        SendBench bench = new SendBench(watcher, way);
        int rounds = 5;
        for (int round = 0; round < rounds; round++) {
            Parcel[] parcels = {
                parcel(3 * round, SendBench.INLINE_BYTES),
                parcel(3 * round + 1, SendBench.LONG_BYTES),
                parcel(3 * round + 2, 16)
            };
            assertThat(bench.send(new Envelope().priority(priority), parcels)).allMatch(SendContractTest::isTaken);
            bench.run();
        }

        assertThat(bench.receiver.sequences())
                .containsExactlyElementsOf(
                        LongStream.range(0, 3 * rounds).boxed().toList());
        assertThat(bench.receiver.got())
                .allMatch(Collector.Got::intact)
                .allMatch(got -> way.answersAsks() || got.priority() == priority);
    }

    @ParameterizedTest
    @MethodSource("thatCanBeFull")
    void shouldTakeAsManyAsThereIsRoomForAndRefuseTheRest(Way way) throws Exception {
        SendBench bench = new SendBench(watcher, way);
        bench.send(plain);
        EngineCounters before = bench.engine.counters();
        List<Offer> offers = bench.send(plain, parcels(way.capacity + 2));

        assertThat(offers.subList(0, way.capacity)).allMatch(SendContractTest::isTaken);
        assertThat(offers.subList(way.capacity, way.capacity + 2)).containsOnly(Offer.BACK_PRESSURED);
        assertThat(Collections.frequency(offers, Offer.PARKED)).isEqualTo(way.parks() ? SendBench.RESERVE : 0);
        bench.run();
        EngineCounters after = bench.engine.counters();
        int turns = way.begin == Way.Begin.OUTSIDE ? 0 : 1; // what makes the agent act is a message, too
        int answers = way.asks() ? way.capacity : 0;
        assertThat(after.created() - before.created()).isEqualTo(way.capacity + answers + turns);
        assertThat(after.refusals()).isEqualTo(new SendRefusals(2, 0, 0, 0));
        assertThat(after.parked()).isEqualTo(way.parks() ? SendBench.RESERVE : 0);
        assertThat(after.asks().started()).isEqualTo(way.asks() ? way.capacity : 0);
        assertThat(bench.receiver.sequences())
                .containsExactlyElementsOf(
                        LongStream.range(0, way.capacity).boxed().toList());

        assertThat(bench.send(plain, parcel(99, 16))).as("there is room again").allMatch(SendContractTest::isTaken);
        bench.run();
        assertThat(bench.receiver.sequences()).endsWith(99L);
    }

    @ParameterizedTest
    @MethodSource("thatCanBeFull")
    void shouldRefuseWhenTheReceiverHasStopped(Way way) throws Exception {
        SendBench bench = new SendBench(watcher, way);
        bench.send(plain, parcel(0, 16));
        bench.run();
        List<Offer> offers = new ArrayList<>();
        bench.act(() -> {
            bench.engine.stop(bench.target);
            offers.add(bench.send(parcel(1, 16), PARCELS, plain));
        });

        assertThat(offers).containsExactly(Offer.NO_SUCH_AGENT);
        assertThat(bench.engine.counters().refusals()).isEqualTo(new SendRefusals(0, 1, 0, 0));
        bench.run();
        assertThat(bench.receiver.sequences()).containsExactly(0L);
        assertThat(bench.engine.counters().asks().inFlight()).isZero();
    }

    @ParameterizedTest
    @MethodSource("withATarget")
    void shouldRefuseWhenTheReceiverIsAnotherEngines(Way way) throws Exception {
        SendBench bench = new SendBench(watcher, way);
        Engine other = watcher.launch(SendBench.context(watcher));
        bench.target = other.spawn("receiver", way.shard, () -> bench.receiver);

        assertThat(bench.send(plain, parcel(0, 16))).containsExactly(Offer.NO_SUCH_AGENT);
        assertThat(bench.engine.counters().refusals()).isEqualTo(new SendRefusals(0, 1, 0, 0));
        assertThat(other.counters().created()).isZero();
    }

    @ParameterizedTest
    @EnumSource
    void shouldRefuseWhenTheBodyIsTooLong(Way way) throws Exception {
        SendBench bench = new SendBench(watcher, way);
        List<Offer> offers =
                bench.send(plain, parcel(0, SendBench.MAX_BODY_BYTES + 1), parcel(1, SendBench.MAX_BODY_BYTES));

        assertThat(offers.get(0)).isEqualTo(Offer.TOO_LARGE);
        assertThat(offers.get(1)).matches(SendContractTest::isTaken);
        bench.run();
        assertThat(bench.receiver.sequences()).containsExactly(1L);
        assertThat(bench.receiver.got()).allMatch(Collector.Got::intact);
        assertThat(bench.engine.counters().refusals()).isEqualTo(new SendRefusals(0, 0, 1, 0));
    }

    @ParameterizedTest
    @EnumSource
    void shouldRefuseLongBodiesWhenTheBuffersAreUnderWayAndTakeShortOnes(Way way) throws Exception {
        SendBench bench = new SendBench(watcher, way);
        for (int round = 0; round < 3; round++) {
            List<Offer> offers = bench.send(
                    plain,
                    parcel(10 * round, SendBench.LONG_BYTES),
                    parcel(10 * round + 1, SendBench.LONG_BYTES),
                    parcel(10 * round + 2, SendBench.LONG_BYTES),
                    parcel(10 * round + 3, SendBench.INLINE_BYTES));
            assertThat(offers.subList(0, SendBench.BUFFERS)).allMatch(SendContractTest::isTaken);
            assertThat(offers.get(2)).isEqualTo(Offer.BACK_PRESSURED);
            assertThat(offers.get(3)).matches(SendContractTest::isTaken);
            bench.run();
        }

        assertThat(bench.receiver.sequences()).containsExactly(0L, 1L, 3L, 10L, 11L, 13L, 20L, 21L, 23L);
        assertThat(bench.receiver.got()).allMatch(Collector.Got::intact);
        assertThat(bench.engine.counters().refusals()).isEqualTo(new SendRefusals(3, 0, 0, 0));
    }

    static Stream<Arguments> badCodecs() {
        return Arrays.stream(Way.values())
                .flatMap(way -> Stream.of("template", "no template", "before", "halfway")
                        .flatMap(where ->
                                Stream.of(16, SendBench.LONG_BYTES).map(bytes -> Arguments.of(way, where, bytes))));
    }

    @ParameterizedTest(name = "{0}, {1}, {2} bytes")
    @MethodSource("badCodecs")
    void shouldSendNothingAndKeepNothingWhenTheCodecThrows(Way way, String where, int bytes) throws Exception {
        SendBench bench = new SendBench(watcher, way);
        bench.act(() -> {
            for (int i = 0; i < 3; i++) {
                assertThatThrownBy(() -> bench.send(parcel(98, bytes), new Failing(where), plain))
                        .isInstanceOfAny(IllegalArgumentException.class, NullPointerException.class);
            }
        });
        List<Offer> offers =
                bench.send(plain, parcel(0, SendBench.LONG_BYTES), parcel(1, SendBench.LONG_BYTES), parcel(2, 16));

        assertThat(offers).as("no buffer and no place is lost").allMatch(SendContractTest::isTaken);
        bench.run();
        assertThat(bench.receiver.sequences()).containsExactly(0L, 1L, 2L);
        assertThat(bench.receiver.got()).allMatch(Collector.Got::intact);
        assertThat(bench.engine.counters().refusals().total()).isZero();
        assertThat(bench.engine.counters().asks().inFlight()).isEqualTo(way.answersAsks() ? 1 : 0);
    }

    @ParameterizedTest
    @EnumSource
    void shouldRefuseNullAndSendNothing(Way way) throws Exception {
        SendBench bench = new SendBench(watcher, way);
        bench.act(() -> {
            assertNull(() -> bench.send(parcel(98, 16), null, plain));
            if (way.hasEnvelope()) {
                assertNull(() -> bench.send(parcel(98, 16), PARCELS, null));
            }
            if (way.begin != Way.Begin.ANSWERER) {
                AgentRef target = bench.target;
                bench.target = null;
                assertNull(() -> bench.send(parcel(98, 16), PARCELS, plain));
                bench.target = target;
            }
        });
        assertThat(bench.send(plain, parcel(0, 16), parcel(1, 16), parcel(2, 16)))
                .allMatch(SendContractTest::isTaken);
        bench.run();

        assertThat(bench.receiver.sequences()).containsExactly(0L, 1L, 2L);
        assertThat(bench.engine.counters().refusals().total()).isZero();
    }

    private static void assertNull(ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOf(NullPointerException.class);
    }

    @ParameterizedTest
    @MethodSource("fromOutside")
    void shouldRefuseOnceTheEngineHasClosed(Way way) throws Exception {
        SendBench bench = new SendBench(watcher, way);
        bench.send(plain, parcel(0, 16));
        if (way == Way.STAGE_AND_FLUSH) {
            bench.run();
        }
        bench.engine.close();

        assertThat(bench.send(plain, parcel(1, 16), parcel(2, SendBench.LONG_BYTES)))
                .containsOnly(Offer.CLOSED);
        assertThat(bench.receiver.sequences()).containsExactly(0L);
    }

    /** Agents go on while the engine drains; after half of the time they may only answer asks. */
    @ParameterizedTest
    @MethodSource("fromAgents")
    void shouldGoOnWhileTheEngineDrainsAndOnlyAnswerAsksAfterHalfOfTheTime(Way way) throws Exception {
        SendBench bench = new SendBench(watcher, way);
        List<Offer> offers = new ArrayList<>();
        Duration limit = Duration.ofSeconds(1); // leaves 300 ms between the end of the first act and the end of all
        long startNs = System.nanoTime();
        bench.actTwiceAndClose(
                () -> {
                    offers.add(bench.send(parcel(0, 16), PARCELS, plain));
                    bench.nextQuestion();
                    while (System.nanoTime() - startNs < limit.toNanos() * 3 / 5) {
                        Thread.onSpinWait();
                    }
                },
                () -> offers.add(bench.send(parcel(1, 16), PARCELS, plain)),
                limit);

        assertThat(offers.get(0)).isEqualTo(Offer.ACCEPTED);
        assertThat(offers.get(1)).isEqualTo(way.answersAsks() ? Offer.ACCEPTED : Offer.CLOSED);
        assertThat(bench.engine.counters().refusals().closed()).isEqualTo(way.answersAsks() ? 0 : 1);
        assertThat(bench.engine.counters().undelivered()).isZero();
    }

    /** Throws where it is told to. */
    private static final class Failing extends ParcelCodec {
        private final String where;

        Failing(String where) {
            super(ParcelCodec.TEMPLATE);
            this.where = where;
        }

        @Override
        public Template template() {
            if (where.equals("template")) {
                throw new IllegalArgumentException("codec");
            }
            return where.equals("no template") ? null : super.template();
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
