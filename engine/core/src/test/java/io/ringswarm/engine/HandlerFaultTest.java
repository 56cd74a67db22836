package io.ringswarm.engine;

import static io.ringswarm.engine.testbed.ParcelCodec.PARCELS;
import static org.assertj.core.api.Assertions.assertThat;

import io.ringswarm.codecs.BodyReader;
import io.ringswarm.codecs.MalformedMessageException;
import io.ringswarm.codecs.Template;
import io.ringswarm.engine.testbed.Collector;
import io.ringswarm.engine.testbed.EngineWatcher;
import io.ringswarm.engine.testbed.Gate;
import io.ringswarm.engine.testbed.HandClock;
import io.ringswarm.engine.testbed.Parcel;
import io.ringswarm.engine.testbed.ParcelCodec;
import io.ringswarm.engine.testbed.Waiting;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What an agent does wrong harms its own message only. */
@Timeout(30)
class HandlerFaultTest {
    private record Death(long correlationId, DeadLetterReason reason, Throwable cause) {}

    @RegisterExtension
    final EngineWatcher watcher = new EngineWatcher();

    private final List<Death> deaths = new CopyOnWriteArrayList<>();
    private final DeadLetterListener listener =
            (message, reason, cause) -> deaths.add(new Death(message.correlationId(), reason, cause));
    private final Collector collector = new Collector();
    private final Parcel parcel = new Parcel();
    private final Envelope envelope = new Envelope();

    static Stream<Arguments> thrown() {
        return Stream.<Supplier<Throwable>>of(
                        () -> new IllegalStateException("on purpose"),
                        () -> new Exception("checked"),
                        () -> new AssertionError("on purpose"),
                        () -> new OutOfMemoryError("on purpose"),
                        () -> new InterruptedException("on purpose"))
                .map(Arguments::of);
    }

    /** An exception whose own words throw it again, as loggers find out. */
    private static final class Unspeakable extends RuntimeException {
        private static final long serialVersionUID = 1L;

        @Override
        public String getMessage() {
            throw new Unspeakable();
        }
    }

    @Test
    void shouldGoOnWhenWhatAnAgentThrowsCannotEvenBeLogged() {
        Engine engine = watcher.launch(watcher.small()); // with the listener that logs
        AgentRef rude = engine.spawn("rude", () -> new Agent() {
            @Override
            public void onMessage(Message message, AgentContext self) {
                throw new Unspeakable();
            }

            @Override
            public void onBatchEnd(AgentContext self) {
                throw new Unspeakable();
            }
        });
        AgentRef neighbour = engine.spawn("neighbour", () -> collector);
        Sender sender = engine.newSender();
        for (int i = 0; i < 30; i++) {
            tellPatiently(sender, rude, i);
            tellPatiently(sender, neighbour, i);
        }
        EngineHealth health = engine.health();
        engine.close();

        assertThat(health.status()).isEqualTo(EngineHealth.Status.UP);
        assertThat(collector.sequences())
                .containsExactlyElementsOf(LongStream.range(0, 30).boxed().toList());
        assertThat(engine.counters().dead()).containsEntry(DeadLetterReason.HANDLER_THREW, 30L);
        assertThat(engine.counters().batchEndFaults()).isPositive();
    }

    @ParameterizedTest
    @MethodSource("thrown")
    void shouldBuryOnlyTheMessageWhenItsHandlerThrows(Supplier<Throwable> fault) {
        Engine engine = watcher.launch(watcher.small().deadLetterListener(listener));
        Collector picky = new Collector() {
            @Override
            public void onMessage(Message message, AgentContext self) throws Exception {
                if (message.correlationId() % 3 == 0) {
                    throw HandlerFaultTest.<RuntimeException>sneaky(fault.get());
                }
                super.onMessage(message, self);
            }
        };
        AgentRef agent = engine.spawn("picky", () -> picky);
        AgentRef neighbour = engine.spawn("neighbour", () -> collector);
        Sender sender = engine.newSender();
        for (int i = 0; i < 30; i++) {
            tellPatiently(sender, agent, i);
            tellPatiently(sender, neighbour, i);
        }
        engine.close();

        assertThat(collector.sequences())
                .containsExactlyElementsOf(LongStream.range(0, 30).boxed().toList());
        assertThat(picky.sequences())
                .containsExactlyElementsOf(
                        LongStream.range(0, 30).filter(i -> i % 3 != 0).boxed().toList());
        assertThat(deaths)
                .extracting(Death::correlationId)
                .containsExactly(0L, 3L, 6L, 9L, 12L, 15L, 18L, 21L, 24L, 27L);
        assertThat(deaths)
                .allMatch(death -> death.reason == DeadLetterReason.HANDLER_THREW
                        && death.cause.getClass() == fault.get().getClass());
        assertThat(engine.counters().dead()).containsEntry(DeadLetterReason.HANDLER_THREW, 10L);
        assertThat(engine.counters().handled()).isEqualTo(50);
    }

    @Test
    void shouldLiveOnWhenAHandlerOverflowsItsStack() {
        Engine engine = watcher.launch(watcher.small().deadLetterListener(listener));
        AgentRef deep = engine.spawn("deep", () -> (message, self) -> recurse(message.correlationId()));
        AgentRef agent = engine.spawn("collector", () -> collector);
        Sender sender = engine.newSender();
        tellPatiently(sender, deep, 1);
        tellPatiently(sender, agent, 2);
        engine.close();

        assertThat(deaths)
                .singleElement()
                .satisfies(death -> assertThat(death.cause).isInstanceOf(StackOverflowError.class));
        assertThat(collector.sequences()).containsExactly(2L);
    }

    static Stream<Arguments> unreadable() {
        return Stream.of(
                Arguments.of("another template", new ParcelCodec(new Template(41, 2, 1)), 16),
                Arguments.of("a newer major version than the codec knows", new ParcelCodec(new Template(40, 1, 9)), 16),
                Arguments.of(
                        "a body too short",
                        new ParcelCodec(ParcelCodec.TEMPLATE) {
                            @Override
                            public void decode(BodyReader in, Parcel into) {
                                into.sequence = in.getLong(2 * Long.BYTES);
                            }
                        },
                        17),
                Arguments.of(
                        "a field that holds what it cannot",
                        new ParcelCodec(ParcelCodec.TEMPLATE) {
                            @Override
                            public void decode(BodyReader in, Parcel into) {
                                throw new MalformedMessageException("on purpose");
                            }
                        },
                        500));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("unreadable")
    void shouldBuryAsMalformedWhenTheBodyCannotBeRead(String why, ParcelCodec codec, int bytes) {
        Engine engine = watcher.launch(watcher.small().deadLetterListener(listener));
        AgentRef agent = engine.spawn("reader", () -> (message, self) -> message.read(codec, new Parcel()));
        AgentRef neighbour = engine.spawn("neighbour", () -> collector);
        Sender sender = engine.newSender();
        for (int i = 0; i < 10; i++) {
            while (sender.tell(agent, parcel.of(0, i, bytes), PARCELS) != Offer.ACCEPTED) {
                Waiting.turn();
            }
            tellPatiently(sender, neighbour, i);
        }
        engine.close();

        assertThat(deaths)
                .hasSize(10)
                .allMatch(death ->
                        death.reason == DeadLetterReason.MALFORMED && death.cause instanceof MalformedMessageException);
        assertThat(engine.counters().dead()).containsEntry(DeadLetterReason.MALFORMED, 10L);
        assertThat(collector.sequences()).hasSize(10);
        assertThat(engine.health().status()).isEqualTo(EngineHealth.Status.CLOSED);
    }

    @Test
    void shouldReadAnOlderMajorVersionWhenTheCodecKnowsANewerOne() {
        Engine engine = watcher.launch(watcher.small().deadLetterListener(listener));
        List<Long> read = new CopyOnWriteArrayList<>();
        ParcelCodec newer = new ParcelCodec(new Template(40, 3, 0));
        AgentRef agent =
                engine.spawn("reader", () -> (message, self) -> read.add(message.read(newer, new Parcel()).sequence));
        tellPatiently(engine.newSender(), agent, 5);
        engine.close();

        assertThat(read).containsExactly(5L);
    }

    @Test
    void shouldCountAndGoOnWhenTheDeadLetterListenerThrows() {
        watcher.expectError("the dead-letter listener threw");
        Engine engine = watcher.launch(watcher.small().deadLetterListener((message, reason, cause) -> {
            throw new AssertionError("listener");
        }));
        AgentRef agent = engine.spawn("thrower", () -> (message, self) -> {
            throw new IllegalStateException("on purpose");
        });
        AgentRef neighbour = engine.spawn("neighbour", () -> collector);
        Sender sender = engine.newSender();
        for (int i = 0; i < 5; i++) {
            tellPatiently(sender, agent, i);
            tellPatiently(sender, neighbour, i);
        }
        engine.close();

        assertThat(engine.counters().deadTotal()).isEqualTo(5);
        assertThat(collector.sequences()).containsExactly(0L, 1L, 2L, 3L, 4L);
    }

    @Test
    void shouldLogEverFewerDeadLettersWhenNoListenerIsSet() {
        Engine engine = watcher.launch(watcher.small());
        AgentRef agent = engine.spawn("thrower", () -> (message, self) -> {
            throw new IllegalStateException("on purpose");
        });
        Sender sender = engine.newSender();
        for (int i = 0; i < 100; i++) {
            tellPatiently(sender, agent, i);
        }
        engine.close();

        assertThat(watcher.logged().stream().filter(line -> line.contains("dead letter: reason=HANDLER_THREW")))
                .as("the 1st, 2nd, 4th, ... 64th")
                .hasSize(7);
    }

    @Test
    void shouldEndTheBatchOnceForEachMemberWhenSomeThrow() throws Exception {
        Engine engine = watcher.launch(watcher.small().deadLetterListener(listener));
        List<String> calls = new CopyOnWriteArrayList<>();
        AgentRef calm = engine.spawn("calm", () -> new Logging(calls, "calm", false, false));
        AgentRef thrower = engine.spawn("thrower", () -> new Logging(calls, "thrower", true, false));
        AgentRef badEnd = engine.spawn("bad-end", () -> new Logging(calls, "bad-end", false, true));
        AgentRef last = engine.spawn("last", () -> new Logging(calls, "last", false, false));
        engine.spawn("idle", () -> new Logging(calls, "idle", false, false));
        Gate gate = watcher.stall(engine, 0);
        Sender sender = engine.newSender();
        Envelope low = new Envelope().priority(Priority.LOW);
        for (AgentRef agent : List.of(thrower, calm, badEnd, thrower)) {
            assertThat(sender.tell(agent, parcel, PARCELS)).isEqualTo(Offer.ACCEPTED);
        }
        assertThat(sender.tell(last, parcel, PARCELS, low)).isEqualTo(Offer.ACCEPTED);
        assertThat(sender.tell(calm, parcel, PARCELS, low)).isEqualTo(Offer.ACCEPTED);
        gate.open();
        engine.close();

        assertThat(calls)
                .as("one batch: all lanes in turn, then its members' ends")
                .containsExactly(
                        "thrower",
                        "calm",
                        "bad-end",
                        "thrower",
                        "last",
                        "calm",
                        "end of thrower",
                        "end of calm",
                        "end of bad-end",
                        "end of last");
        assertThat(engine.counters().batchEndFaults()).isEqualTo(1);
        assertThat(engine.counters().deadTotal()).isEqualTo(2);
        assertThat(engine.counters().handled()).isEqualTo(5);
    }

    @Test
    void shouldEndEachBatchWhenMessagesComeOneByOne() {
        Engine engine = watcher.launch(watcher.small());
        List<String> calls = new CopyOnWriteArrayList<>();
        AgentRef agent = engine.spawn("calm", () -> new Logging(calls, "calm", false, false));
        Sender sender = engine.newSender();
        for (int i = 1; i <= 20; i++) {
            tellPatiently(sender, agent, i);
            while (calls.size() < 2 * i) {
                Waiting.turn();
            }
        }
        engine.close();

        for (int i = 0; i < 40; i++) {
            assertThat(calls.get(i)).isEqualTo(i % 2 == 0 ? "calm" : "end of calm");
        }
    }

    @Test
    void shouldNotTellTheBatchsEndWhenTheAgentsMessagesHaveAllExpired() {
        HandClock clock = new HandClock(1_000);
        Engine engine = watcher.launch(watcher.small().clock(clock));
        List<String> calls = new CopyOnWriteArrayList<>();
        AgentRef agent = engine.spawn("calm", () -> new Logging(calls, "calm", false, false));
        Sender sender = engine.newSender();
        sender.tell(agent, parcel, PARCELS, new Envelope().deadlineNs(999));
        engine.close();

        assertThat(calls).isEmpty();
        assertThat(engine.counters().expired()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(longs = {-5_000, 0, 5_000})
    void shouldExpireOnlyMessagesWhoseDeadlineHasPassed(long nowNs) throws Exception {
        HandClock clock = new HandClock(nowNs - 100);
        Engine engine = watcher.launch(watcher.small().clock(clock).deadLetterListener(listener));
        AgentRef agent = engine.spawn("collector", () -> collector);
        Gate gate = watcher.stall(engine, 0);
        Sender sender = engine.newSender();
        sender.tell(agent, parcel.of(0, 0), PARCELS, envelope.deadlineNs(nowNs - 1));
        sender.tell(agent, parcel.of(0, 1), PARCELS, envelope.deadlineNs(nowNs));
        sender.tell(agent, parcel.of(0, 2), PARCELS, envelope.deadlineNs(nowNs + 1));
        sender.tell(agent, parcel.of(0, 3), PARCELS, envelope.reset());
        clock.set(nowNs);
        gate.open();
        engine.close();

        assertThat(collector.sequences()).containsExactly(1L, 2L, 3L);
        assertThat(engine.counters().expired()).isEqualTo(1);
        assertThat(deaths).as("expired is not dead").isEmpty();
    }

    private void tellPatiently(Sender sender, AgentRef agent, long number) {
        while (sender.tell(agent, parcel.of(0, number), PARCELS, envelope.correlationId(number)) != Offer.ACCEPTED) {
            Waiting.turn();
        }
    }

    private static long recurse(long depth) {
        return 1 + recurse(depth + 1);
    }

    @SuppressWarnings("unchecked")
    private static <E extends Throwable> E sneaky(Throwable fault) throws E {
        throw (E) fault;
    }

    private record Logging(List<String> calls, String name, boolean throwing, boolean throwingAtEnd) implements Agent {
        @Override
        public void onMessage(Message message, AgentContext self) {
            calls.add(name);
            if (throwing) {
                throw new IllegalStateException("on purpose");
            }
        }

        @Override
        public void onBatchEnd(AgentContext self) {
            calls.add("end of " + name);
            if (throwingAtEnd) {
                throw new AssertionError("on purpose");
            }
        }
    }
}
