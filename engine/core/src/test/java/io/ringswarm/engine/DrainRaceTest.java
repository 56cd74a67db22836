package io.ringswarm.engine;

import static io.ringswarm.engine.testbed.ParcelCodec.PARCELS;
import static org.assertj.core.api.Assertions.assertThat;

import io.ringswarm.engine.testbed.EngineWatcher;
import io.ringswarm.engine.testbed.Parcel;
import io.ringswarm.engine.testbed.Waiting;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Agents that are drained while others send to them: only what is sent in that very moment may be left. */
@Timeout(60)
class DrainRaceTest {
    private static final int SHARDS = 2;

    @RegisterExtension
    final EngineWatcher watcher = new EngineWatcher();

    @ParameterizedTest(name = "slots={0} rounds={1} seed={2}")
    @CsvSource({"4, 25, 1", "64, 25, 2"})
    void shouldHandleAllThatWasSentBeforeWhenOthersGoOnSending(int slots, int rounds, long seed) throws Exception {
        Random random = new Random(seed);
        for (int round = 0; round < rounds; round++) {
            drainOnce(slots, random, "seed=" + seed + " round=" + round);
        }
    }

    private void drainOnce(int slots, Random random, String where) throws Exception {
        Engine engine = watcher.launch(watcher.small()
                .shards(SHARDS)
                .ringSlots(slots)
                .localQueueSlots(slots)
                .outboxMessages(slots)
                .parkedMessages(16)
                .deadLetterListener((message, reason, cause) -> {}));
        AtomicLong handled = new AtomicLong();
        AtomicLong accepted = new AtomicLong();
        AgentRef target = engine.spawn("target", 0, () -> (message, self) -> handled.incrementAndGet());
        List<AgentRef> relays = new ArrayList<>();
        for (int shard = 0; shard < SHARDS; shard++) {
            relays.add(engine.spawn("relay-" + shard, shard, () -> (message, self) -> {
                Offer offer = self.sendOrPark(target, new Parcel(), PARCELS);
                accepted.addAndGet(offer == Offer.ACCEPTED || offer == Offer.PARKED ? 1 : 0);
            }));
        }
        relays.add(target); // what a sender outside sends to it
        boolean[] over = new boolean[1];
        Thread sending = new Thread(() -> {
            try (Sender sender = engine.newSender()) {
                for (int i = 0; !isSet(over); i++) {
                    AgentRef to = relays.get(i % relays.size());
                    accepted.addAndGet(
                            sender.tell(to, new Parcel(), PARCELS) == Offer.ACCEPTED && to == target ? 1 : 0);
                }
            }
        });
        sending.start();
        long enough = random.nextInt(200);
        while (handled.get() < enough) {
            Waiting.turn();
        }
        AgentEnd end = engine.drain(target, Duration.ofSeconds(20))
                .toCompletableFuture()
                .get(30, TimeUnit.SECONDS);
        long atEnd = handled.get();
        synchronized (over) {
            over[0] = true;
        }
        sending.join();
        CloseReport report = engine.close(Duration.ofSeconds(20));
        assertThat(end.how()).as(where).isEqualTo(AgentEnd.How.DRAINED);
        assertThat(handled.get()).as("nothing after its end, %s", where).isEqualTo(atEnd);
        long left = report.counters().dead().get(DeadLetterReason.NO_SUCH_AGENT);
        assertThat(atEnd + left).as(where).isEqualTo(accepted.get());
        assertThat(left).as("one send of each thread in that moment, %s", where).isLessThanOrEqualTo(SHARDS + 1L);
        assertThat(report.counters().inFlight()).as(where).isZero();
    }

    private static boolean isSet(boolean[] flag) {
        synchronized (flag) {
            return flag[0];
        }
    }
}
