package io.ringswarm.engine;

import static io.ringswarm.engine.testbed.ParcelCodec.PARCELS;
import static org.assertj.core.api.Assertions.assertThat;

import io.ringswarm.engine.metrics.AskCounters;
import io.ringswarm.engine.metrics.EngineCounters;
import io.ringswarm.engine.testbed.EngineWatcher;
import io.ringswarm.engine.testbed.Parcel;
import io.ringswarm.engine.testbed.Waiting;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Answers that come when their ask times out or is cancelled: it ends in one way, once, and its handler knows it. */
@Timeout(30)
class AskRaceTest {
    private static final int ASKS = 4_000;

    @RegisterExtension
    final EngineWatcher watcher = new EngineWatcher();

    private final AtomicLong answers = new AtomicLong();
    private final AtomicLong notAwaited = new AtomicLong();

    @ParameterizedTest(name = "seed={0}")
    @ValueSource(longs = {1, 2})
    void shouldEndEachAskOnceWhenAnswersRaceTimeOutsAndCancellations(long seed) throws Exception {
        String where = "seed=" + seed;
        Random random = new Random(seed);
        Engine engine = watcher.launch(watcher.small()
                .shards(2)
                .ringSlots(64)
                .maxAsksInFlight(16)
                .overflowBuffers(64)
                .deadLetterListener((message, reason, cause) -> {}));
        AgentRef answering = engine.spawn("answering", 0, () -> new Answering(new Random(random.nextLong())));
        Asks inside = new Asks(new Random(random.nextLong()));
        AgentRef asking = engine.spawn("asking", 1, () -> new Agent() {
            @Override
            public void onMessage(Message message, AgentContext self) {
                inside.askOnce(
                        (parcel, timeout, handler) -> self.ask(answering, parcel, PARCELS, timeout, handler),
                        self::lastAskId,
                        self::cancelAsk);
                if (inside.started < ASKS) {
                    assertThat(self.send(self.self(), new Parcel(), PARCELS)).isEqualTo(Offer.ACCEPTED);
                }
                inside.turns++;
            }
        });
        Asks outside = new Asks(new Random(random.nextLong()));
        EngineCounters counters;
        try (Sender sender = engine.newSender()) {
            assertThat(sender.tell(asking, new Parcel(), PARCELS)).isEqualTo(Offer.ACCEPTED);
            while (outside.started < ASKS) {
                boolean asked = outside.askOnce(
                        (parcel, timeout, handler) -> sender.ask(answering, parcel, PARCELS, timeout, handler),
                        sender::lastAskId,
                        sender::cancelAsk);
                if (sender.poll() == 0 && !asked) {
                    Waiting.turn();
                }
            }
            while (sender.asksInFlight() > 0) {
                sender.awaitReplies(Duration.ofMillis(10));
                Waiting.turn();
            }
            counters = engine.close(Duration.ofSeconds(20)).counters();
        }

        inside.check(where + " inside");
        outside.check(where + " outside");
        AskCounters asks = counters.asks();
        assertThat(asks.inFlight()).as("%s %s", where, asks).isZero();
        assertThat(asks.started()).as(where).isEqualTo(inside.started + outside.started);
        assertThat(asks.cancelled()).as(where).isEqualTo(inside.cancelled + outside.cancelled);
        assertThat(asks.answered()).as(where).isEqualTo(answers.get());
        long[] told = new long[AskOutcome.values().length];
        for (AskOutcome outcome : AskOutcome.values()) {
            told[outcome.ordinal()] = inside.told[outcome.ordinal()] + outside.told[outcome.ordinal()];
        }
        assertThat(List.of(asks.answered(), asks.timedOut(), asks.expired(), asks.failed()))
                .as("%s %s", where, asks)
                .containsExactly(
                        told[AskOutcome.ANSWERED.ordinal()],
                        told[AskOutcome.TIMED_OUT.ordinal()],
                        told[AskOutcome.EXPIRED.ordinal()],
                        told[AskOutcome.FAILED.ordinal()]);
        assertThat(asks.lateReplies()).as(where).isEqualTo(notAwaited.get()).isPositive();
        assertThat(asks.duplicateReplies()).as(where).isZero();
        assertThat(counters.inFlight()).as("%s %s", where, counters).isZero();
        assertThat(counters.deadTotal()).as("%s %s", where, counters).isZero();
        assertThat(counters.undelivered()).as("%s %s", where, counters).isZero();
        long ended = inside.started - inside.cancelled - inside.told[AskOutcome.ANSWERED.ordinal()];
        assertThat(counters.created())
                .as(
                        "questions, answers, ends without an answer that agents are told of, and what the agent tells itself")
                .isEqualTo(asks.started() + answers.get() + ended + inside.turns);
    }

    /** Each asker's own account. Confined to its thread until the engine is closed. */
    private static final class Asks {
        private static final int REMEMBERED = 16;

        private final Random random;
        private final Parcel parcel = new Parcel();
        private final List<Handler> handlers = new ArrayList<>(ASKS);
        private final long[] told = new long[AskOutcome.values().length];
        private int started;
        private int turns;
        private long cancelled;

        Asks(Random random) {
            this.random = random;
        }

        /** Asks with a time limit about as long as an answer takes, and now and then gives up one of the last asks. */
        boolean askOnce(Asking way, LastAskId lastAskId, Cancelling cancelling) {
            Handler handler = new Handler();
            parcel.of(1, started, random.nextInt(8) == 0 ? 300 : 32);
            Duration timeout = Duration.ofNanos((1L << random.nextInt(15)) * (1_000 + random.nextInt(1_000)));
            boolean asked = way.ask(parcel, timeout, handler) == Offer.ACCEPTED;
            if (asked) {
                handler.askId = lastAskId.get();
                handlers.add(handler);
                started++;
            }
            if (random.nextInt(4) == 0 && started > 0) {
                Handler chosen = handlers.get(started - 1 - random.nextInt(Math.min(started, REMEMBERED)));
                if (cancelling.cancel(chosen.askId)) {
                    assertThat(chosen.cancelled).as("cancelled before").isFalse();
                    chosen.cancelled = true;
                    cancelled++;
                }
            }
            return asked;
        }

        void check(String where) {
            assertThat(handlers).as(where).allMatch(handler -> handler.calls == (handler.cancelled ? 0 : 1));
            assertThat(told[AskOutcome.ANSWERED.ordinal()]).as(where).isPositive();
            assertThat(told[AskOutcome.TIMED_OUT.ordinal()]).as(where).isPositive();
            assertThat(cancelled).as(where).isPositive();
        }

        private final class Handler implements ReplyHandler {
            private long askId;
            private boolean cancelled;
            private int calls;

            @Override
            public void onReply(AskOutcome outcome, Message reply) {
                calls++;
                told[outcome.ordinal()]++;
            }
        }
    }

    private interface Asking {
        Offer ask(Parcel parcel, Duration timeout, ReplyHandler handler);
    }

    private interface LastAskId {
        long get();
    }

    private interface Cancelling {
        boolean cancel(long askId);
    }

    /** Answers at once or after some work. */
    private final class Answering implements Agent {
        private final Random random;
        private final Parcel into = new Parcel();

        Answering(Random random) {
            this.random = random;
        }

        @Override
        public void onMessage(Message message, AgentContext self) {
            message.read(PARCELS, into);
            for (int spins = random.nextInt(2_000); spins > 0; spins--) {
                Thread.onSpinWait();
            }
            switch (self.reply(message, into, PARCELS)) {
                case ACCEPTED -> answers.incrementAndGet();
                case NOT_AWAITED -> notAwaited.incrementAndGet();
                default -> throw new IllegalStateException("an answer has room always");
            }
        }
    }
}
