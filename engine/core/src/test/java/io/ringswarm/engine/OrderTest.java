package io.ringswarm.engine;

import static io.ringswarm.engine.testbed.ParcelCodec.PARCELS;
import static org.assertj.core.api.Assertions.assertThat;

import io.ringswarm.engine.testbed.EngineWatcher;
import io.ringswarm.engine.testbed.Gate;
import io.ringswarm.engine.testbed.Parcel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@Timeout(60)
class OrderTest {
    private static final int AGENTS = 5;
    private static final int MESSAGES_PER_SENDER = 1_500;

    @RegisterExtension
    final EngineWatcher watcher = new EngineWatcher();

    private final Queue<String> faults = new ConcurrentLinkedQueue<>();
    private final AtomicLong backPressured = new AtomicLong();

    static Stream<Arguments> loads() {
        return Stream.of(4, 8, 1024)
                .flatMap(slots -> IntStream.rangeClosed(1, 4)
                        .boxed()
                        .flatMap(shards -> IntStream.rangeClosed(1, 4)
                                .mapToObj(senders ->
                                        Arguments.of(slots, shards, senders, 1000L * slots + 10 * shards + senders))));
    }

    @ParameterizedTest(name = "slots={0} shards={1} senders={2} seed={3}")
    @MethodSource("loads")
    void shouldDeliverOnceAndInOrderWhenConsumersStall(int slots, int shards, int senders, long seed) throws Exception {
        Engine engine =
                watcher.launch(watcher.small().ringSlots(slots).shards(shards).stagedMessages(6));
        List<Checking> agents = new ArrayList<>();
        List<AgentRef> refs = new ArrayList<>();
        for (int i = 0; i < AGENTS; i++) {
            Checking agent = new Checking(senders, seed + i);
            agents.add(agent);
            refs.add(engine.spawn("agent-" + i, () -> agent));
        }
        List<Gate> stalls = new ArrayList<>();
        for (int shard = 0; shard < shards; shard++) {
            stalls.add(watcher.stall(engine, shard));
        }

        List<Sending> sendings = new ArrayList<>();
        CyclicBarrier start = new CyclicBarrier(senders);
        for (int i = 0; i < senders; i++) {
            sendings.add(new Sending(engine, refs, i, new Random(seed * 31 + i), start));
        }
        sendings.forEach(Thread::start);
        boolean overfull = slots < 1024;
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .pollInterval(Duration.ofMillis(1))
                .until(() -> !overfull || backPressured.get() > 0);
        stalls.forEach(Gate::open);
        for (Sending sending : sendings) {
            sending.join();
        }
        CloseReport report = engine.close(Duration.ofSeconds(20));

        assertThat(faults).as("seed=%d", seed).isEmpty();
        assertThat(report.counters().created()).isEqualTo((long) senders * MESSAGES_PER_SENDER + shards);
        assertThat(report.counters().handled()).isEqualTo(report.counters().created());
        for (int agent = 0; agent < AGENTS; agent++) {
            for (Sending sending : sendings) {
                assertThat(agents.get(agent).next[sending.id])
                        .as("agent %d, sender %d, seed %d", agent, sending.id, seed)
                        .containsExactly(sending.next[agent]);
            }
        }
    }

    /** Expects the next number of each sender and lane. */
    private final class Checking implements Agent {
        final long[][] next;
        private final Parcel parcel = new Parcel();
        private final Random random;

        Checking(int senders, long seed) {
            next = new long[senders][Priority.COUNT];
            random = new Random(seed);
        }

        @Override
        public void onMessage(Message message, AgentContext self) {
            message.read(PARCELS, parcel);
            int lane = message.priority().ordinal();
            long expected = next[(int) parcel.sender][lane]++;
            if (parcel.sequence != expected || !parcel.intact) {
                faults.add(self.self() + " got " + parcel.sequence + " of sender " + parcel.sender + " on lane " + lane
                        + " (expected: " + expected + "), intact=" + parcel.intact);
            }
            if (random.nextInt(64) == 0) {
                Thread.yield();
            }
        }
    }

    /** Tells, stages and flushes at random, and does not give up. */
    private final class Sending extends Thread {
        final int id;
        final long[][] next = new long[AGENTS][Priority.COUNT];
        private final Engine engine;
        private final List<AgentRef> refs;
        private final Random random;
        private final CyclicBarrier start;

        Sending(Engine engine, List<AgentRef> refs, int id, Random random, CyclicBarrier start) {
            super("sending-" + id);
            this.engine = engine;
            this.refs = refs;
            this.id = id;
            this.random = random;
            this.start = start;
        }

        @Override
        public void run() {
            try (Sender sender = engine.newSender()) {
                start.await();
                for (int i = 0; i < MESSAGES_PER_SENDER; i++) {
                    sendOne(sender);
                }
                while (sender.staged() > 0) {
                    yieldWhen(sender.flush() == 0);
                }
            } catch (Exception e) {
                faults.add(getName() + " threw " + e);
            }
        }

        private void sendOne(Sender sender) {
            int agent = random.nextInt(AGENTS);
            Priority priority = Priority.ofLane(random.nextInt(Priority.COUNT));
            int bytes = random.nextInt(8) == 0 ? 65 + random.nextInt(900) : 16 + random.nextInt(49);
            Parcel parcel = new Parcel().of(id, next[agent][priority.ordinal()]++, bytes);
            Envelope envelope = new Envelope().priority(priority);
            boolean stage = random.nextBoolean();
            while (true) {
                Offer offer = stage
                        ? sender.stage(refs.get(agent), parcel, PARCELS, envelope)
                        : sender.tell(refs.get(agent), parcel, PARCELS, envelope);
                if (offer == Offer.ACCEPTED || offer == Offer.STAGED) {
                    return;
                }
                if (offer != Offer.BACK_PRESSURED) {
                    throw new AssertionError(offer);
                }
                backPressured.incrementAndGet();
                yieldWhen(sender.flush() == 0);
            }
        }

        private void yieldWhen(boolean stuck) {
            if (stuck) {
                Thread.yield();
            }
        }
    }
}
