package io.ringswarm.engine;

import static io.ringswarm.engine.testbed.ParcelCodec.PARCELS;
import static org.assertj.core.api.Assertions.assertThat;

import io.ringswarm.engine.metrics.LatencyHistograms;
import io.ringswarm.engine.testbed.EngineWatcher;
import io.ringswarm.engine.testbed.Gate;
import io.ringswarm.engine.testbed.HandClock;
import io.ringswarm.engine.testbed.Parcel;
import io.ringswarm.engine.testbed.Waiting;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramIterationValue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Times are computed by hand: up to 2,047 ns the histograms keep every nanosecond apart. */
@Timeout(30)
class LatencyTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final long ORIGIN_NS = -700;

    @RegisterExtension
    final EngineWatcher watcher = new EngineWatcher();

    private final HandClock clock = new HandClock(ORIGIN_NS);
    private final LatencyHistograms histograms = new LatencyHistograms();
    private final Parcel parcel = new Parcel();
    private final Envelope envelope = new Envelope();
    private final AtomicLong workNs = new AtomicLong();

    /** The stalling message is the first: sent and due at the origin, handled at once, left when the gate opens. */
    private Engine launch() {
        return watcher.launch(watcher.small().ringSlots(64).clock(clock));
    }

    private AgentRef worker(Engine engine) {
        return engine.spawn("worker", () -> (message, self) -> clock.advance(workNs.get()));
    }

    @Test
    void shouldTimeEachMessageWhenItIsAGroupOfItsOwn() throws Exception {
        Engine engine = launch();
        AgentRef worker = worker(engine);
        workNs.set(600); // not quick enough for the groups to grow
        Gate gate = watcher.stall(engine, 0);
        clock.advance(50);
        Sender sender = engine.newSender();
        sender.tell(worker, parcel, PARCELS, envelope.dueNs(ORIGIN_NS + 20));
        clock.advance(30);
        sender.tell(worker, parcel, PARCELS, envelope.reset());
        clock.advance(600);
        gate.open();
        engine.close();
        assertThat(engine.collectLatency(histograms, PATIENCE)).isTrue();

        // entries: the stalling one at 0, then 680 and 1280; all from the origin
        assertThat(values(histograms.response())).containsExactly(0L, 660L, 1_200L);
        assertThat(values(histograms.transit())).containsExactly(0L, 630L, 1_200L);
        assertThat(values(histograms.handling())).containsExactly(600L, 600L, 680L);
        assertThat(values(histograms.clockError())).containsExactly(0L, 0L, 0L);
        assertThat(histograms.negative()).isZero();
    }

    @Test
    void shouldGiveAllOfAGroupItsEndWhenMessagesAreTimedTogether() throws Exception {
        Engine engine = launch();
        AgentRef worker = worker(engine);
        workNs.set(10);
        Gate gate = watcher.stall(engine, 0);
        Sender sender = engine.newSender();
        for (int i = 0; i < 7; i++) { // groups of 2, 4 and, for there are no more, 1 of the 8 that might be
            clock.advance(1);
            sender.tell(worker, parcel, PARCELS, envelope.dueNs(ORIGIN_NS));
        }
        clock.set(ORIGIN_NS + 100); // the stalling message was quick: the next group has two
        gate.open();
        engine.close();
        assertThat(engine.collectLatency(histograms, PATIENCE)).isTrue();

        assertThat(values(histograms.response())).containsExactly(0L, 120L, 120L, 160L, 160L, 160L, 160L, 160L);
        assertThat(values(histograms.transit())).containsExactly(0L, 118L, 119L, 153L, 154L, 155L, 156L, 157L);
        assertThat(values(histograms.handling())).containsExactly(10L, 10L, 10L, 10L, 10L, 10L, 10L, 100L);
        assertThat(values(histograms.clockError())).containsExactly(0L, 0L, 20L, 20L, 40L, 40L, 40L, 40L);
    }

    @Test
    void shouldTellItsListenerOfEveryMessageWithTheTimesThatAreRecorded() throws Exception {
        List<String> heard = new ArrayList<>();
        Histogram told = LatencyHistograms.newHistogram();
        Engine engine = watcher.launch(watcher.small()
                .ringSlots(64)
                .clock(clock)
                .entryListeners(shard -> (due, sent, entered, left, count) -> {
                    heard.add((due - ORIGIN_NS) + " " + (sent - ORIGIN_NS) + " " + (entered - ORIGIN_NS) + " "
                            + (left - ORIGIN_NS) + " x" + count);
                    told.recordValueWithCount(entered - due, count);
                }));
        AgentRef worker = worker(engine);
        workNs.set(10);
        Gate gate = watcher.stall(engine, 0);
        Sender sender = engine.newSender();
        for (int i = 0; i < 3; i++) {
            clock.advance(i); // the first two are due and sent together
            sender.tell(worker, parcel, PARCELS, envelope.dueNs(ORIGIN_NS + 5));
        }
        clock.set(ORIGIN_NS + 100);
        gate.open();
        engine.close();
        assertThat(engine.collectLatency(histograms, PATIENCE)).isTrue();

        assertThat(heard).containsExactly("0 0 0 100 x1", "5 0 120 120 x1", "5 1 120 120 x1", "5 3 120 130 x1");
        assertThat(values(told)).isEqualTo(values(histograms.response()));
    }

    @Test
    void shouldNeverTimeAMessageTooLowWhenTheRestOfItsGroupReachedNoHandler() throws Exception {
        Engine engine = watcher.launch(watcher.small()
                .ringSlots(64)
                .clock(clock)
                .deadLetterListener((message, reason, cause) -> clock.advance(300)));
        AgentRef worker = worker(engine);
        AgentRef gone = engine.spawn("gone", () -> (message, self) -> {});
        Gate gate = watcher.stall(engine, 0);
        Sender sender = engine.newSender();
        sender.tell(gone, parcel, PARCELS, envelope);
        sender.tell(worker, parcel, PARCELS, envelope);
        engine.stop(gone);
        gate.open();
        engine.close();
        assertThat(engine.collectLatency(histograms, PATIENCE)).isTrue();

        // a group of two, of which the first takes 300 ns to bury: the second is entered no earlier than that
        assertThat(values(histograms.response())).containsExactly(0L, 300L);
        assertThat(values(histograms.clockError())).containsExactly(0L, 300L);
    }

    @Test
    void shouldGiveEverythingUpToTheCallWhenAnEarlierOneTimedOut() throws Exception {
        Engine engine = launch();
        AgentRef worker = worker(engine);
        Gate gate = watcher.stall(engine, 0);
        assertThat(engine.collectLatency(histograms, Duration.ZERO)).isFalse();
        Sender sender = engine.newSender();
        gate.open();
        for (int i = 1; i <= 200; i++) { // several batches, so that the swap asked for above comes before most of them
            while (sender.tell(worker, parcel, PARCELS, envelope) != Offer.ACCEPTED) {
                Thread.onSpinWait();
            }
        }
        while (engine.counters().inFlight() > 0) {
            Thread.onSpinWait();
        }
        assertThat(engine.collectLatency(histograms, PATIENCE)).isTrue();
        assertThat(histograms.response().getTotalCount()).isEqualTo(201);
    }

    @Test
    void shouldTimeMessagesSinglyWhenAGroupTookMoreThanAMicrosecond() throws Exception {
        Engine engine = launch();
        AgentRef worker = worker(engine);
        workNs.set(510);
        Gate gate = watcher.stall(engine, 0);
        Sender sender = engine.newSender();
        for (int i = 0; i < 4; i++) {
            sender.tell(worker, parcel, PARCELS, envelope);
        }
        gate.open();
        engine.close();
        assertThat(engine.collectLatency(histograms, PATIENCE)).isTrue();

        // the stalling message took 0 ns; a group of two took 1020 ns, so that two groups of one follow
        assertThat(values(histograms.clockError())).containsExactly(0L, 0L, 0L, 1_020L, 1_020L);
        assertThat(values(histograms.response())).containsExactly(0L, 1_020L, 1_020L, 1_020L, 1_530L);
    }

    @Test
    void shouldTimeMessagesWhoseHandlerThrewAndNoneThatReachedNoHandler() throws Exception {
        Engine engine = watcher.launch(
                watcher.small().ringSlots(64).clock(clock).deadLetterListener((message, reason, cause) -> {}));
        AgentRef thrower = engine.spawn("thrower", () -> (message, self) -> {
            clock.advance(600);
            throw new IllegalStateException("on purpose");
        });
        AgentRef gone = engine.spawn("gone", () -> (message, self) -> {});
        Gate gate = watcher.stall(engine, 0);
        clock.advance(600);
        Sender sender = engine.newSender();
        sender.tell(thrower, parcel, PARCELS, envelope);
        sender.tell(gone, parcel, PARCELS, envelope);
        sender.tell(thrower, parcel, PARCELS, envelope.deadlineNs(ORIGIN_NS));
        engine.stop(gone);
        gate.open();
        engine.close();
        assertThat(engine.collectLatency(histograms, PATIENCE)).isTrue();

        assertThat(values(histograms.response())).containsExactly(0L, 0L);
        assertThat(values(histograms.handling())).containsExactly(600L, 600L);
    }

    @Test
    void shouldCountLatenciesBelowZeroWhenAMessageIsDueLater() {
        Engine engine = launch();
        AgentRef worker = worker(engine);
        Sender sender = engine.newSender();
        sender.tell(worker, parcel, PARCELS, envelope.dueNs(ORIGIN_NS + 1));
        sender.tell(worker, parcel, PARCELS, envelope.dueNs(ORIGIN_NS));
        engine.close();
        assertThat(engine.collectLatency(histograms, PATIENCE)).isTrue();

        assertThat(histograms.negative()).isEqualTo(1);
        assertThat(values(histograms.response())).containsExactly(0L);
        assertThat(values(histograms.transit())).containsExactly(0L, 0L);
    }

    @Test
    void shouldGiveEachMessageOnceWhenCollectedAgainAndAgain() {
        int shards = 3;
        Engine engine = watcher.launch(watcher.small().shards(shards));
        List<AgentRef> agents = new ArrayList<>();
        for (int shard = 0; shard < shards; shard++) {
            agents.add(engine.spawn("worker-" + shard, shard, () -> (message, self) -> {}));
        }
        Sender sender = engine.newSender();
        long sent = 0;
        for (int round = 0; round < 200; round++) {
            for (int i = 0; i < round % 7; i++) {
                while (sender.tell(agents.get((int) (sent % shards)), parcel, PARCELS) != Offer.ACCEPTED) {
                    Waiting.turn();
                }
                sent++;
            }
            LatencyHistograms interval = new LatencyHistograms();
            assertThat(engine.collectLatency(interval, PATIENCE)).isTrue();
            histograms.add(interval);
            assertThat(histograms.response().getTotalCount()).isLessThanOrEqualTo(sent);
        }
        engine.close();
        assertThat(engine.collectLatency(histograms, PATIENCE)).isTrue();
        assertThat(engine.collectLatency(histograms, PATIENCE))
                .as("nothing is left")
                .isTrue();
        assertThat(engine.collectLatency(histograms, Duration.ZERO)).isTrue();

        assertThat(histograms.response().getTotalCount()).isEqualTo(sent);
        assertThat(histograms.transit().getTotalCount()).isEqualTo(sent);
        assertThat(histograms.handling().getTotalCount()).isEqualTo(sent);
        assertThat(histograms.clockError().getTotalCount()).isEqualTo(sent);
        assertThat(histograms.negative()).isZero();
    }

    @Test
    void shouldGiveLaterWhenAShardIsStalled() throws Exception {
        Engine engine = watcher.launch(watcher.small().shards(2));
        AgentRef quick = engine.spawn("quick", 1, () -> (message, self) -> {});
        Gate gate = watcher.stall(engine, 0);
        Sender sender = engine.newSender();
        while (engine.counters().handled() < 3) {
            sender.tell(quick, parcel, PARCELS);
            long wanted = engine.counters().created() - 1;
            while (engine.counters().handled() < wanted) {
                Waiting.turn();
            }
        }

        assertThat(engine.collectLatency(histograms, Duration.ofMillis(50))).isFalse();
        assertThat(engine.collectLatency(histograms, Duration.ZERO)).isFalse();
        while (histograms.response().getTotalCount() < 3) {
            assertThat(engine.collectLatency(histograms, Duration.ofMillis(1))).isFalse();
        }
        gate.open();
        assertThat(engine.collectLatency(histograms, PATIENCE)).isTrue();
        assertThat(histograms.response().getTotalCount()).isEqualTo(4);
    }

    @Test
    void shouldGiveEverythingAfterCloseWhenWhatAShardGaveBeforeWasNotFetched() throws Exception {
        Engine engine = watcher.launch(watcher.small());
        AgentRef agent = engine.spawn("worker", () -> (message, self) -> {});
        Gate gate = watcher.stall(engine, 0);
        assertThat(engine.collectLatency(histograms, Duration.ZERO)).isFalse();
        gate.open();
        Sender sender = engine.newSender();
        for (int i = 1; i <= 3; i++) { // batches of their own, so that the shard has given before the last one
            assertThat(sender.tell(agent, parcel, PARCELS)).isEqualTo(Offer.ACCEPTED);
            while (engine.counters().handled() <= i) {
                Waiting.turn();
            }
        }
        engine.close();

        assertThat(engine.collectLatency(histograms, PATIENCE)).isTrue();
        assertThat(histograms.response().getTotalCount()).isEqualTo(4);
    }

    @Test
    void shouldWaitAsLongAsItTakesWhenPatienceHasNoEnd() {
        Engine engine = watcher.launch(watcher.small());
        assertThat(engine.collectLatency(histograms, Duration.ofSeconds(Long.MAX_VALUE)))
                .isTrue();
    }

    private static List<Long> values(Histogram histogram) {
        List<Long> values = new ArrayList<>();
        for (HistogramIterationValue value : histogram.recordedValues()) {
            for (long i = 0; i < value.getCountAddedInThisIterationStep(); i++) {
                values.add(value.getValueIteratedTo());
            }
        }
        return values;
    }
}
