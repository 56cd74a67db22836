package io.ringswarm.engine;

import static io.ringswarm.engine.testbed.ParcelCodec.PARCELS;
import static org.assertj.core.api.Assertions.assertThat;

import io.ringswarm.engine.testbed.Allocations;
import io.ringswarm.engine.testbed.EngineWatcher;
import io.ringswarm.engine.testbed.HandClock;
import io.ringswarm.engine.testbed.Parcel;
import io.ringswarm.engine.testbed.Waiting;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * In steady state nothing is allocated for what agents send, park, ask, answer and are timed for. But for the one test that
 * says so the shards run on the test's thread, so that each round is the same as the one before.
 */
@Timeout(60)
class AgentAllocationTest {
    /** Messages of a round. */
    private static final int MESSAGES = 100_000;

    private static final Duration LONG = Duration.ofHours(1);

    @RegisterExtension
    final EngineWatcher watcher = new EngineWatcher();

    private final Allocations allocations = new Allocations();
    private final HandClock clock = new HandClock(1_000);
    private final Parcel parcel = new Parcel();
    private Engine engine;
    private Sender sender;

    /** What the round still has to do; written by one shard at a time. */
    private volatile int left;

    private EngineContext context() {
        return watcher.small().shards(2).ringSlots(64).localQueueSlots(64).overflowBuffers(32);
    }

    private void invoked(EngineContext context) {
        engine = watcher.launch(context.invokerMode(true).clock(clock));
        sender = engine.newSender();
    }

    private void start(AgentRef agent) {
        left = MESSAGES;
        assertThat(sender.tell(agent, parcel, PARCELS)).isEqualTo(Offer.ACCEPTED);
    }

    private void startAndInvoke(AgentRef agent) {
        start(agent);
        while (left > 0) {
            assertThatIs(engine.invoke() > 0, true);
        }
        while (engine.invoke() > 0) {
            Waiting.turn(); // what the round has left over belongs to it
        }
    }

    @ParameterizedTest(name = "shard={0} bytes={1} park={2}")
    @CsvSource({"0, 32, false", "0, 300, true", "1, 32, true", "1, 300, false"})
    void shouldAllocateNothingPerHopWhenWarm(int shard, int bytes, boolean park) {
        invoked(context());
        AgentRef first = spawnPair(shard, bytes, park);
        allocations.assertNoneWhenWarm(() -> startAndInvoke(first));
    }

    @Test
    void shouldAllocateNothingPerHopWhenShardsHaveThreads() {
        engine = watcher.launch(context().threadFactory(allocations));
        sender = engine.newSender();
        AgentRef first = spawnPair(1, 32, false);
        allocations.assertNoneWhenWarm(() -> {
            start(first);
            while (left > 0 || engine.queueDepth() > 0) {
                Waiting.turn();
            }
        });
    }

    private AgentRef spawnPair(int shard, int bytes, boolean park) {
        Hopping one = new Hopping(bytes, park);
        Hopping other = new Hopping(bytes, park);
        AgentRef first = engine.spawn("one", 0, () -> one);
        one.peer = engine.spawn("other", shard, () -> other);
        other.peer = first;
        return first;
    }

    /** The target's way has room for four; what is answered to an agent that waits for room is stashed meanwhile. */
    @ParameterizedTest(name = "shard={0} bytes={1}")
    @CsvSource({"0, 32", "1, 32", "0, 300", "1, 300"})
    void shouldAllocateNothingPerMessageThatIsParkedAndStashed(int shard, int bytes) {
        invoked(context().ringSlots(4).localQueueSlots(4).outboxMessages(4));
        Bursting bursting = new Bursting(bytes);
        AgentRef first = engine.spawn("bursting", 0, () -> bursting);
        bursting.target = engine.spawn("echoing", shard, () -> new Echoing(first));

        allocations.assertNoneWhenWarm(() -> startAndInvoke(first));
        assertThat(engine.counters().parked()).isGreaterThan(MESSAGES / 2);
        assertThat(engine.counters().deadTotal()).isZero();
    }

    @ParameterizedTest(name = "shard={0} bytes={1}")
    @CsvSource({"0, 32", "1, 32", "0, 300", "1, 300"})
    void shouldAllocateNothingPerAskOfAnAgentWhenWarm(int shard, int bytes) {
        invoked(context());
        Asking asking = new Asking(bytes, AskOutcome.ANSWERED);
        AgentRef agent = engine.spawn("asking", 0, () -> asking);
        asking.peer = engine.spawn("answering", shard, () -> new Answering(bytes));

        allocations.assertNoneWhenWarm(() -> startAndInvoke(agent));
    }

    @Test
    void shouldAllocateNothingPerAskOfAnAgentThatTimesOutWhenWarm() {
        invoked(context());
        Asking asking = new Asking(32, AskOutcome.TIMED_OUT);
        AgentRef agent = engine.spawn("asking", 0, () -> asking);
        asking.peer = engine.spawn("silent", 1, () -> (message, self) -> {});

        allocations.assertNoneWhenWarm(() -> {
            start(agent);
            while (left > 0) {
                engine.invoke();
                clock.advance(LONG.toNanos());
            }
        });
    }

    @ParameterizedTest
    @ValueSource(ints = {32, 300})
    void shouldAllocateNothingPerAskFromOutsideWhenWarm(int bytes) {
        invoked(context());
        AgentRef agent = engine.spawn("answering", () -> new Answering(bytes));
        Parcel into = new Parcel();
        ReplyHandler handler = (outcome, reply) -> {
            assertThatIs(outcome, AskOutcome.ANSWERED);
            reply.read(PARCELS, into);
            left = left - 1;
        };

        allocations.assertNoneWhenWarm(() -> {
            left = MESSAGES;
            for (int asked = 0; left > 0; engine.invoke(), poll()) {
                while (asked < MESSAGES
                        && sender.ask(agent, parcel.of(1, asked, bytes), PARCELS, LONG, handler) == Offer.ACCEPTED) {
                    asked++;
                }
            }
        });
    }

    private void poll() {
        try {
            sender.poll();
        } catch (Exception e) {
            throw new AssertionError("no handler throws", e);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void shouldAllocateNothingPerFiringWhenWarm(boolean repeated) {
        invoked(context());
        AgentRef agent = engine.spawn("timed", () -> new Timed(repeated));

        allocations.assertNoneWhenWarm(() -> {
            start(agent);
            while (left > 0) {
                engine.invoke();
                clock.advance(Timed.PERIOD.toNanos());
            }
        });
    }

    /** An assertion that allocates nothing while it holds. */
    private static void assertThatIs(Object actual, Object expected) {
        if (actual != expected) {
            throw new AssertionError(actual + " (expected: " + expected + ")");
        }
    }

    /** Sends on what it gets. */
    private final class Hopping implements Agent {
        private final int bytes;
        private final boolean park;
        private final Parcel into = new Parcel();
        private final Parcel out = new Parcel();
        private AgentRef peer;

        Hopping(int bytes, boolean park) {
            this.bytes = bytes;
            this.park = park;
        }

        @Override
        public void onMessage(Message message, AgentContext self) {
            message.read(PARCELS, into);
            int now = left - 1;
            if (now > 0) {
                out.of(1, now, bytes);
                Offer offer = park ? self.sendOrPark(peer, out, PARCELS) : self.send(peer, out, PARCELS);
                assertThatIs(offer, Offer.ACCEPTED);
            }
            left = now;
        }
    }

    /** Sends more than there is room for when it has had its own message, and counts what comes back. */
    private final class Bursting implements Agent {
        private static final int BURST = 16;

        private final int bytes;
        private final Parcel into = new Parcel();
        private final Parcel out = new Parcel();
        private AgentRef target;
        private int awaited;
        private long echoes;

        Bursting(int bytes) {
            this.bytes = bytes;
        }

        @Override
        public void onMessage(Message message, AgentContext self) {
            message.read(PARCELS, into);
            if (into.sender == 0) {
                burst(self);
            } else if (--awaited == 0 && left > 0) {
                burst(self);
            } else {
                echoes++;
            }
        }

        private void burst(AgentContext self) {
            int now = left;
            for (int i = 0; i < BURST; i++) {
                Offer offer = self.sendOrPark(target, out.of(1, i, bytes), PARCELS);
                assertThatIs(offer == Offer.ACCEPTED || offer == Offer.PARKED, true);
                awaited++;
                now--;
            }
            left = now;
        }
    }

    /** Sends back what it gets. */
    private static final class Echoing implements Agent {
        private final AgentRef source;
        private final Parcel into = new Parcel();

        Echoing(AgentRef source) {
            this.source = source;
        }

        @Override
        public void onMessage(Message message, AgentContext self) {
            message.read(PARCELS, into);
            Offer offer = self.sendOrPark(source, into.of(2, into.sequence, into.bytes), PARCELS);
            assertThatIs(offer == Offer.ACCEPTED || offer == Offer.PARKED, true);
        }
    }

    /** Asks again when an ask has ended. */
    private final class Asking implements Agent, ReplyHandler {
        private final int bytes;
        private final AskOutcome expected;
        private final Parcel into = new Parcel();
        private final Parcel out = new Parcel();
        private AgentRef peer;
        private AgentContext self;

        Asking(int bytes, AskOutcome expected) {
            this.bytes = bytes;
            this.expected = expected;
        }

        @Override
        public void onMessage(Message message, AgentContext context) {
            self = context;
            ask();
        }

        private void ask() {
            assertThatIs(self.ask(peer, out.of(1, left, bytes), PARCELS, LONG, this), Offer.ACCEPTED);
        }

        @Override
        public void onReply(AskOutcome outcome, Message reply) {
            assertThatIs(outcome, expected);
            if (outcome == AskOutcome.ANSWERED) {
                reply.read(PARCELS, into);
            }
            int now = left - 1;
            if (now > 0) {
                ask();
            }
            left = now;
        }
    }

    private static final class Answering implements Agent {
        private final int bytes;
        private final Parcel into = new Parcel();

        Answering(int bytes) {
            this.bytes = bytes;
        }

        @Override
        public void onMessage(Message message, AgentContext self) {
            message.read(PARCELS, into);
            assertThatIs(self.reply(message, into.of(2, into.sequence, bytes), PARCELS), Offer.ACCEPTED);
        }
    }

    /** Sets its timer again and again, or once and for all. */
    private final class Timed implements Agent {
        private static final Duration PERIOD = Duration.ofMillis(1);

        private final boolean repeated;
        private Timer timer;

        Timed(boolean repeated) {
            this.repeated = repeated;
        }

        @Override
        public void onMessage(Message message, AgentContext self) {
            if (timer == null) {
                timer = self.newTimer(this::onTimer);
            }
            set();
        }

        private void set() {
            if (repeated) {
                timer.every(PERIOD);
            } else {
                timer.once(PERIOD);
            }
        }

        private void onTimer(Timer fired, long dueNs, AgentContext self) {
            int now = left - 1;
            if (now <= 0) {
                fired.cancel();
            } else if (!repeated) {
                set();
            }
            left = now;
        }
    }
}
