package io.ringswarm.engine.testkit;

import static io.ringswarm.engine.testkit.FigureCodec.FIGURES;
import static org.assertj.core.api.Assertions.assertThat;

import io.ringswarm.engine.AgentContext;
import io.ringswarm.engine.AgentRef;
import io.ringswarm.engine.EngineContext;
import io.ringswarm.engine.Envelope;
import io.ringswarm.engine.Offer;
import io.ringswarm.engine.Priority;
import io.ringswarm.engine.ReplyHandler;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which lane's turn it is, and how long a lane waits for its own: what Priority's Javadoc says. */
@Timeout(20)
class PriorityTest {
    private static final int FULL = 1024;
    /** Calls between two turns of a lane that {@link Priority} allows. */
    private static final int BOUND = 3_584;

    private final TestEngine engine = TestEngine.launch(new EngineContext()
            .ringSlots(FULL)
            .localQueueSlots(FULL)
            .maxAsksInFlight(4 * FULL)
            .deadLetterListener((message, reason, cause) -> {}));
    private final Probe probe = new Probe();
    private final AgentRef target = engine.spawn("probe", () -> probe);
    private final Actor actor = new Actor(engine, "actor", 0);

    @AfterEach
    void closeTheEngine() {
        engine.close();
    }

    @Test
    void shouldTakeEachLanesQuotaOfTheRingsMostUrgentFirst() {
        for (Priority priority : List.of(Priority.LOW, Priority.CRITICAL, Priority.NORMAL, Priority.HIGH)) {
            for (int i = 0; i < FULL; i++) {
                engine.tell(target, Figure.of(i), FIGURES, new Envelope().priority(priority));
            }
        }
        assertThat(engine.turn()).isEqualTo(512 + 256 + 128 + 64);
        assertThat(runs()).containsExactly("CRITICAL 512", "HIGH 256", "NORMAL 128", "LOW 64");
        engine.runUntilIdle();
        for (Priority priority : Priority.values()) {
            assertThat(probe.received().stream()
                            .filter(message -> message.priority() == priority)
                            .map(FigureCodec::number))
                    .hasSize(FULL)
                    .isSorted();
        }
    }

    @Test
    void shouldTakeEachLanesQuotaOfTheLocalQueuesMostUrgentFirst() {
        actor.prepare(self -> {
            for (Priority priority : List.of(Priority.LOW, Priority.CRITICAL, Priority.NORMAL, Priority.HIGH)) {
                for (int i = 0; i < FULL; i++) {
                    Envelope envelope = new Envelope().priority(priority);
                    assertThat(self.send(target, Figure.of(i), FIGURES, envelope))
                            .isEqualTo(Offer.ACCEPTED);
                }
            }
        });
        assertThat(engine.turn()).isEqualTo(1 + 512 + 256 + 128 + 64);
        assertThat(runs()).containsExactly("CRITICAL 512", "HIGH 256", "NORMAL 128", "LOW 64");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void shouldNotSpendALanesQuotaOnWhatIsTooOld(boolean inside) {
        int old = 7 * Priority.LOW.quota();
        int fresh = Priority.LOW.quota() + 1;
        sendLow(inside, old, new Envelope().deadlineNs(engine.clock().nanoTime()));
        engine.clock().advance(Duration.ofNanos(1));
        sendLow(inside, fresh, new Envelope());
        engine.turn();
        assertThat(engine.counters().expired()).isEqualTo(old);
        assertThat(runs()).containsExactly("LOW 64");
        engine.runUntilIdle();
        assertThat(probe.count()).isEqualTo(fresh);
    }

    @Test
    void shouldComeToTheEndOfItsTurnThoughEverythingIsTooOld() {
        sendLow(false, FULL, new Envelope().deadlineNs(engine.clock().nanoTime()));
        engine.clock().advance(Duration.ofNanos(1));
        assertThat(engine.turn()).isEqualTo(8 * Priority.LOW.quota());
    }

    private void sendLow(boolean inside, int messages, Envelope envelope) {
        envelope.priority(Priority.LOW);
        if (inside) {
            actor.prepare(self -> {
                for (int i = 0; i < messages; i++) {
                    assertThat(self.send(target, Figure.of(i), FIGURES, envelope))
                            .isEqualTo(Offer.ACCEPTED);
                }
            });
        } else {
            for (int i = 0; i < messages; i++) {
                engine.tell(target, Figure.of(i), FIGURES, envelope);
            }
        }
    }

    @Test
    void shouldTakeWhatCameFromOutsideBeforeWhatAgentsOfTheShardSent() {
        actor.prepare(self -> self.send(target, Figure.of(2), FIGURES, new Envelope().priority(Priority.CRITICAL)));
        engine.tell(target, Figure.of(1), FIGURES, new Envelope().priority(Priority.LOW));
        engine.runUntilIdle();
        assertThat(probe.received()).extracting(FigureCodec::number).containsExactly(1L, 2L);
    }

    @ParameterizedTest
    @EnumSource
    void shouldComeToEachLaneWithinTheBoundWhenEverythingElseIsFull(Priority lane) {
        int[] calls = new int[1];
        List<Integer> callsBetween = new ArrayList<>();
        AgentRef observed = engine.spawn("observed", () -> (message, self) -> {
            callsBetween.add(calls[0]);
            calls[0] = 0;
        });
        AgentRef silent = engine.spawn("silent", () -> (message, self) -> calls[0]++);
        AgentRef thrower = engine.spawn("thrower", () -> (message, self) -> {
            calls[0]++;
            throw new IllegalStateException("an ask that fails at once");
        });
        actor.act(self -> {
            for (int i = 0; i < 100; i++) {
                self.newTimer((timer, dueNs, me) -> calls[0]++).every(Duration.ofNanos(1));
            }
        });
        for (int turn = 0; turn < 20; turn++) {
            engine.clock().advance(Duration.ofNanos(10));
            actor.prepare(self -> {
                calls[0]++;
                fillLocalQueues(self, silent, thrower, (outcome, reply) -> calls[0]++);
            });
            for (Priority other : Priority.values()) {
                Envelope envelope = new Envelope().priority(other);
                if (other == lane) {
                    engine.tell(observed, Figure.of(0), FIGURES, envelope);
                }
                while (other != lane
                        && engine.sender().tell(silent, Figure.of(0), FIGURES, envelope) == Offer.ACCEPTED) {}
            }
            engine.turn();
        }
        int lastOfTheFirst = 2; // until every queue has been full once
        assertThat(callsBetween.subList(lastOfTheFirst, callsBetween.size()))
                .hasSize(18)
                .allSatisfy(count -> assertThat(count)
                        .as("as much as there may be, but for what this test does not fill")
                        .isBetween(BOUND - 512 - 384 - 1_000, BOUND));
    }

    /** Asks that fail, asks that time out, and messages, as many as there is room for. */
    private static void fillLocalQueues(AgentContext self, AgentRef silent, AgentRef thrower, ReplyHandler handler) {
        Envelope envelope = new Envelope();
        for (Priority priority : Priority.values()) {
            envelope.priority(priority);
            AgentRef target = priority == Priority.CRITICAL ? thrower : silent;
            Duration timeout = priority == Priority.CRITICAL ? Duration.ofSeconds(1) : Duration.ofNanos(1);
            for (int i = 0; i < priority.quota(); i++) {
                self.ask(target, Figure.of(i), FIGURES, envelope, timeout, handler);
            }
            while (self.send(silent, Figure.of(0), FIGURES, envelope) == Offer.ACCEPTED) {}
        }
    }

    /** Which priorities came how often in a row. */
    private List<String> runs() {
        List<String> runs = new ArrayList<>();
        Priority last = null;
        int count = 0;
        for (MessageCopy message : probe.received()) {
            if (message.priority() != last && last != null) {
                runs.add(last + " " + count);
                count = 0;
            }
            last = message.priority();
            count++;
        }
        if (last != null) {
            runs.add(last + " " + count);
        }
        return runs;
    }
}
