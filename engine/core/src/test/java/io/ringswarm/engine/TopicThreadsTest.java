package io.ringswarm.engine;

import static io.ringswarm.engine.testbed.ParcelCodec.PARCELS;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.ringswarm.engine.testbed.EngineWatcher;
import io.ringswarm.engine.testbed.Gate;
import io.ringswarm.engine.testbed.Parcel;
import io.ringswarm.engine.testbed.Waiting;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Topics with real threads. */
@Timeout(60)
class TopicThreadsTest {
    private static final int SHARDS = 2;
    private static final int PUBLISHERS = 2;
    private static final int SUBSCRIBERS = 1_000;

    /** What a thread may allocate in a run besides. */
    private static final long TOLERANCE_BYTES = 8_000;

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    @RegisterExtension
    final EngineWatcher watcher = new EngineWatcher();

    private final Queue<String> faults = new ConcurrentLinkedQueue<>();

    @ParameterizedTest(name = "slots={0} bytes={1}")
    @CsvSource({"4, 32", "64, 32", "4, 300"})
    void shouldReachEachSubscriberInThePublishersOrderWithoutAGap(int slots, int bytes) throws Exception {
        int messages = 300;
        Engine engine = watcher.launch(watcher.small().ringSlots(slots).shards(SHARDS));
        Topic topic = engine.topic("ticks");
        List<Checking> subscribers = new ArrayList<>();
        for (int i = 0; i < SUBSCRIBERS; i++) {
            Checking subscriber = new Checking();
            subscribers.add(subscriber);
            engine.subscribe(topic, engine.spawn("subscriber-" + i, () -> subscriber));
        }
        CyclicBarrier start = new CyclicBarrier(PUBLISHERS);
        List<Thread> publishers = new ArrayList<>();
        for (int publisher = 0; publisher < PUBLISHERS; publisher++) {
            int id = publisher;
            publishers.add(run("publisher-" + publisher, () -> {
                Parcel parcel = new Parcel();
                try (Sender sender = engine.newSender()) {
                    start.await();
                    for (int i = 0; i < messages; i++) {
                        publish(sender, topic, parcel.of(id, i, bytes));
                    }
                }
            }));
        }
        for (Thread publisher : publishers) {
            publisher.join();
        }
        CloseReport report = engine.close(Duration.ofSeconds(30));

        assertThat(faults).isEmpty();
        for (Checking subscriber : subscribers) {
            assertThat(subscriber.next).containsExactly(messages, messages);
        }
        long published = (long) PUBLISHERS * messages;
        assertThat(report.counters().created()).isEqualTo(published * (SHARDS + SUBSCRIBERS));
        assertThat(report.counters().handled()).isEqualTo(report.counters().created());
    }

    @ParameterizedTest
    @ValueSource(longs = {11, 12})
    void shouldGrowNothingAndLoseNothingWhenSubscribersComeAndGo(long seed) throws Exception {
        Engine engine = watcher.launch(watcher.small().shards(SHARDS));
        Topic topic = engine.topic("ticks");
        AtomicLong handled = new AtomicLong();
        Checking faithful = new Checking();
        engine.subscribe(topic, engine.spawn("faithful", 0, () -> faithful));
        CyclicBarrier start = new CyclicBarrier(3);
        Thread publisher = run("publisher", () -> {
            try (Sender sender = engine.newSender()) {
                start.await();
                for (int i = 0; i < 5_000; i++) {
                    publish(sender, topic, new Parcel().of(0, i));
                }
            }
        });
        List<Thread> churns = new ArrayList<>();
        for (int churn = 0; churn < 2; churn++) {
            int id = churn;
            churns.add(run("churn-" + churn, () -> {
                Random random = new Random(seed + id);
                start.await();
                for (int i = 0; i < 2_000; i++) {
                    AgentRef agent =
                            engine.spawn("churn-" + id + "-" + i, () -> (message, self) -> handled.incrementAndGet());
                    require(engine.subscribe(topic, agent), "subscribed");
                    Thread ending = random.nextInt(8) == 0 ? run("ending", () -> engine.stop(agent)) : null;
                    if (random.nextBoolean()) {
                        engine.unsubscribe(topic, agent);
                        engine.subscribe(topic, agent); // may find it ended
                    }
                    engine.stop(agent);
                    if (ending != null) {
                        ending.join();
                    }
                    require(!engine.subscribe(topic, agent), "ended");
                }
            }));
        }
        publisher.join();
        for (Thread churn : churns) {
            churn.join();
        }
        assertThat(faults).as("seed=%d", seed).isEmpty();
        assertThat(topic.subscribers(0)).hasSize(1);
        assertThat(topic.subscribers(1)).isEmpty();
        CloseReport report = engine.close(Duration.ofSeconds(30));
        assertThat(faithful.next[0]).isEqualTo(5_000);
        assertThat(report.counters().inFlight()).isZero();
        assertThat(report.counters().undelivered()).isZero();
    }

    @Test
    void shouldReachASubscriberWithThePublishThatFollowsItsSubscription() throws Exception {
        Engine engine = watcher.launch(watcher.small().shards(SHARDS));
        Topic topic = engine.topic("ticks");
        List<AtomicLong> got = new ArrayList<>();
        try (Sender sender = engine.newSender()) {
            for (int i = 0; i < 500; i++) {
                AtomicLong first = new AtomicLong(-1);
                got.add(first);
                AgentRef agent = engine.spawn(
                        "subscriber-" + i,
                        () -> (message, self) -> first.compareAndSet(-1, message.read(PARCELS, new Parcel()).sequence));
                Thread subscribing = run("subscribing", () -> engine.subscribe(topic, agent));
                subscribing.join();
                publish(sender, topic, new Parcel().of(0, i));
            }
        }
        engine.close(Duration.ofSeconds(30));
        assertThat(faults).isEmpty();
        for (int i = 0; i < got.size(); i++) {
            assertThat(got.get(i).get()).as("subscriber %d", i).isBetween(Math.max(0L, i - 5L), (long) i);
        }
    }

    @ParameterizedTest(name = "inside={0} bytes={1}")
    @CsvSource({"false, 32", "false, 300", "true, 32", "true, 300"})
    void shouldAllocateNothingPerPublishWhenWarm(boolean inside, int bytes) throws Exception {
        int messages = 2_000;
        Engine engine =
                watcher.launch(watcher.small().ringSlots(64).shards(SHARDS).overflowBuffers(64));
        Topic topic = engine.topic("ticks");
        long[] shardThreads = new long[SHARDS];
        for (int i = 0; i < 100; i++) {
            int shard = i % SHARDS;
            Parcel into = new Parcel();
            engine.subscribe(topic, engine.spawn("subscriber-" + i, shard, () -> (message, self) -> {
                message.read(PARCELS, into);
                shardThreads[shard] = Thread.currentThread().getId();
            }));
        }
        Parcel parcel = new Parcel().of(0, 0, bytes);
        AgentRef relay = engine.spawn("relay", 0, () -> (message, self) -> self.publish(topic, parcel, PARCELS));
        Sender sender = engine.newSender();
        long most = Long.MAX_VALUE;
        for (int round = 0; round < 12 && most >= TOLERANCE_BYTES; round++) {
            send(engine, sender, topic, inside ? relay : null, parcel, messages); // until it is compiled
            long[] before = allocated(shardThreads);
            most = send(engine, sender, topic, inside ? relay : null, parcel, messages);
            long[] after = allocated(shardThreads);
            for (int i = 0; i < after.length; i++) {
                most = Math.max(most, after[i] - before[i]);
            }
        }
        assertThat(most).as("bytes by one of the threads").isLessThan(TOLERANCE_BYTES);
    }

    @Test
    void shouldCountWhatIsLeftOnceWhenAHandlerOnTheWayDoesNotComeBack() throws Exception {
        Engine engine = watcher.launch(watcher.small().shards(SHARDS));
        Topic topic = engine.topic("ticks");
        Gate gate = watcher.gate();
        for (int i = 0; i < 10; i++) {
            int id = i;
            engine.subscribe(topic, engine.spawn("subscriber-" + i, 0, () -> (message, self) -> {
                if (id == 5) {
                    gate.pass();
                }
            }));
        }
        try (Sender sender = engine.newSender()) {
            publish(sender, topic, new Parcel());
        }
        gate.awaitArrival();
        CloseReport report = engine.close(Duration.ofMillis(50));
        assertThat(report.abandoned()).hasSize(1);
        assertThat(report.counters().created()).isEqualTo(1 + 6);
        assertThat(report.counters().handled()).isEqualTo(5);
        assertThat(report.counters().undelivered()).isEqualTo(2);
        gate.open();
    }

    /** Answers what the sending allocated, without the waiting for the end, which may. */
    private long send(Engine engine, Sender sender, Topic topic, AgentRef relay, Parcel parcel, int messages) {
        long before = THREADS.getCurrentThreadAllocatedBytes();
        for (int i = 0; i < messages; i++) {
            while ((relay == null ? sender.publish(topic, parcel, PARCELS) : sender.tell(relay, parcel, PARCELS))
                    != Offer.ACCEPTED) {
                Waiting.turn();
            }
        }
        long bytes = THREADS.getCurrentThreadAllocatedBytes() - before;
        while (engine.queueDepth() > 0) {
            Waiting.turn();
        }
        return bytes;
    }

    private static long[] allocated(long[] shardThreads) {
        long[] bytes = new long[shardThreads.length];
        for (int i = 0; i < shardThreads.length; i++) {
            bytes[i] = THREADS.getThreadAllocatedBytes(shardThreads[i]);
        }
        return bytes;
    }

    private static void publish(Sender sender, Topic topic, Parcel parcel) {
        Offer offer;
        while ((offer = sender.publish(topic, parcel, PARCELS)) != Offer.ACCEPTED) {
            require(offer == Offer.BACK_PRESSURED, offer.name());
            Thread.yield();
        }
    }

    private static void require(boolean condition, String what) {
        if (!condition) {
            throw new AssertionError(what);
        }
    }

    private interface Task {
        void run() throws Exception;
    }

    private Thread run(String name, Task task) {
        Thread thread = new Thread(
                () -> {
                    try {
                        task.run();
                    } catch (Throwable e) {
                        faults.add(name + " threw " + e);
                    }
                },
                name);
        thread.start();
        return thread;
    }

    /** Expects the next number of each publisher. */
    private final class Checking implements Agent {
        private final long[] next = new long[PUBLISHERS];
        private final Parcel parcel = new Parcel();

        @Override
        public void onMessage(Message message, AgentContext self) {
            message.read(PARCELS, parcel);
            long expected = next[(int) parcel.sender]++;
            if (parcel.sequence != expected || !parcel.intact) {
                faults.add(self.self() + " got " + parcel.sequence + " of publisher " + parcel.sender + " (expected: "
                        + expected + "), intact=" + parcel.intact);
            }
        }
    }
}
