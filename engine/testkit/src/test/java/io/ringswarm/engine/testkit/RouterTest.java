package io.ringswarm.engine.testkit;

import static io.ringswarm.engine.testkit.FigureCodec.FIGURES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.ringswarm.engine.AgentOptions;
import io.ringswarm.engine.AgentRef;
import io.ringswarm.engine.Directive;
import io.ringswarm.engine.Engine;
import io.ringswarm.engine.EngineContext;
import io.ringswarm.engine.Envelope;
import io.ringswarm.engine.Offer;
import io.ringswarm.engine.Priority;
import io.ringswarm.engine.Routing;
import io.ringswarm.engine.Sender;
import io.ringswarm.engine.Supervision;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Routers: whom they choose, who joins and leaves, and what they refuse. */
@Timeout(20)
class RouterTest {
    private static final int AGENTS = 4;
    private static final Duration LIMIT = Duration.ofSeconds(1);

    private final List<Runnable> blockingCalls = new ArrayList<>();
    private final TestEngine testEngine = TestEngine.launch(new EngineContext()
            .shards(2)
            .ringSlots(128)
            .blockingExecutor(blockingCalls::add)
            .deadLetterListener((message, reason, cause) -> {}));
    private final Engine engine = testEngine.engine();
    private final Sender sender = testEngine.sender();
    private final List<Probe> probes = new ArrayList<>();
    private final List<AgentRef> agents = new ArrayList<>();
    private final Actor insider = new Actor(testEngine, "insider", 0);

    RouterTest() {
        for (int i = 0; i < AGENTS; i++) {
            Probe probe = new Probe();
            probes.add(probe);
            agents.add(testEngine.spawn("agent-" + i, i % 2, () -> probe));
        }
    }

    @AfterEach
    void closeTheEngine() {
        testEngine.close();
        assertThat(testEngine.counters().inFlight()).isZero();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void shouldGoRoundWhenToldTo(boolean inside) {
        AgentRef router = engine.newRouter("router", Routing.roundRobin(), agents);
        tell(inside, router, 3 * AGENTS, new Envelope());
        testEngine.runUntilIdle();
        assertThat(counts()).containsOnly(3);
        assertThat(router.name()).isEqualTo("router");
        assertThat(router).hasToString("AgentRef[router, router]");
        assertThat(engine.find("router")).contains(router);
    }

    @Test
    void shouldLeaveOutAnAgentThatTakesNothingWhenItGoesRound() {
        Probe failing = new Probe().does((message, self) -> {
            throw new IllegalStateException("on purpose");
        });
        AgentOptions restarts = new AgentOptions()
                .supervision(Supervision.always(Directive.RESTART).backoff(LIMIT, LIMIT));
        AgentRef waiting = engine.spawn("waiting", restarts, () -> failing);
        List<AgentRef> all = new ArrayList<>(agents);
        all.add(waiting);
        AgentRef router = engine.newRouter("router", Routing.roundRobin(), all);
        tell(false, waiting, 1, new Envelope());
        testEngine.runUntilIdle();
        assertThat(waiting.isOpen()).isFalse();
        tell(false, router, 10, new Envelope());
        testEngine.runUntilIdle();
        assertThat(probes.stream().mapToInt(Probe::count).sum()).isEqualTo(10);
        assertThat(failing.count()).isEqualTo(1);
    }

    @Test
    void shouldGiveToTheShardWithTheShorterQueueWhenLeastLoaded() {
        AgentRef router = engine.newRouter("router", Routing.leastLoaded(), agents);
        tell(false, agents.get(0), 10, new Envelope()); // wait in shard 0, which does not run
        tell(false, router, 10, new Envelope());
        testEngine.runUntilIdle();
        assertThat(probes.get(0).count()).isEqualTo(10);
        assertThat(probes.get(2).count()).isZero();
        assertThat(probes.get(1).count() + probes.get(3).count()).isEqualTo(10);
    }

    @Test
    void shouldTakeTurnsAmongEqualsWhenLeastLoaded() {
        AgentRef router = engine.newRouter("router", Routing.leastLoaded(), agents);
        for (int i = 0; i < 40; i++) {
            tell(false, router, 1, new Envelope());
            testEngine.runUntilIdle();
        }
        assertThat(counts()).containsOnly(10);
    }

    @Test
    void shouldPassOverAnAgentForWhichMessagesWaitThoughItsShardIsIdleWhenLeastLoaded() {
        AgentRef busy = blockingAgentWithStash(0);
        AgentRef router = engine.newRouter("router", Routing.leastLoaded(), List.of(busy, agents.get(0)));
        for (int i = 0; i < 10; i++) {
            tell(false, router, 1, new Envelope());
            testEngine.runUntilIdle();
        }
        assertThat(probes.get(0).count()).isEqualTo(10);
        unblock();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void shouldGiveAKeyToTheSameAgentAndSpreadKeysWhenHashing(boolean inside) {
        AgentRef router = engine.newRouter("router", Routing.consistentHash(1.25), agents);
        for (int key = 0; key < 400; key++) {
            List<Integer> before = counts();
            tell(inside, router, 1, new Envelope().key(key));
            testEngine.runUntilIdle();
            List<Integer> after = counts();
            tell(inside, router, 1, new Envelope().key(key));
            testEngine.runUntilIdle();
            List<Integer> again = counts();
            int owner = grown(before, after);
            assertThat(grown(after, again)).as("key %d", key).isEqualTo(owner);
        }
        assertThat(counts()).allSatisfy(count -> assertThat(count).isBetween(120, 280)); // 200 of 800 each
    }

    @Test
    void shouldMoveOnlyTheKeysOfAnAgentThatLeavesWhenHashing() {
        AgentRef router = engine.newRouter("router", Routing.consistentHash(1.25), agents);
        int[] before = owners(router, 300);
        assertThat(engine.leave(router, agents.get(2))).isTrue();
        int[] without = owners(router, 300);
        assertThat(engine.join(router, agents.get(2))).isTrue();
        int[] after = owners(router, 300);
        int moved = 0;
        for (int key = 0; key < 300; key++) {
            if (before[key] == 2) {
                assertThat(without[key]).isNotEqualTo(2);
                moved++;
            } else {
                assertThat(without[key]).isEqualTo(before[key]);
            }
            assertThat(after[key]).isEqualTo(before[key]);
        }
        assertThat(moved).isBetween(40, 120);
    }

    @Test
    void shouldGiveAKeyToAnotherAgentWhenTooMuchWaitsForItsOwn() {
        List<AgentRef> two = agents.subList(0, 2); // one on each shard
        AgentRef router = engine.newRouter("router", Routing.consistentHash(1.25), two);
        int[] owner = owners(router, 50);
        int key = IntStream.range(0, 50).filter(i -> owner[i] == 0).findFirst().orElseThrow();
        probes.forEach(Probe::clear);
        tell(false, router, 33, new Envelope().key(key)); // nothing is handled meanwhile
        assertThat(waitingForTheFirstShard())
                .as("up to the slack, and the one over it")
                .isEqualTo(33);
        tell(false, router, 27, new Envelope().key(key));
        assertThat(waitingForTheFirstShard()).as("1.25 of the mean, 30").isBetween(37, 38);
        tell(false, router, 140, new Envelope().key(key));
        testEngine.runUntilIdle();
        assertThat(probes.get(0).count())
                .as("1.25 of the mean, 100, and the one over it")
                .isBetween(125, 126);
        assertThat(probes.get(1).count()).isEqualTo(200 - probes.get(0).count());
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void shouldReachAllWhenItBroadcasts(boolean inside) {
        AgentRef router = engine.newRouter("router", Routing.broadcast(), agents);
        tell(inside, router, 5, new Envelope());
        testEngine.runUntilIdle();
        assertThat(counts()).containsOnly(5);
        assertThat(engine.leave(router, agents.get(0))).isTrue();
        assertThat(engine.leave(router, agents.get(0))).isFalse();
        tell(inside, router, 1, new Envelope());
        testEngine.runUntilIdle();
        assertThat(counts()).containsExactly(5, 6, 6, 6);
    }

    @Test
    void shouldRefuseWhatNeedsOneAgentWhenItBroadcasts() {
        AgentRef router = engine.newRouter("router", Routing.broadcast(), agents);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> sender.ask(router, Figure.of(1), FIGURES, LIMIT, (outcome, reply) -> {}))
                .withMessageContaining("expected: one that chooses an agent");
        assertThatIllegalArgumentException().isThrownBy(() -> sender.stage(router, Figure.of(1), FIGURES));
        insider.act(self -> assertThatIllegalArgumentException()
                .isThrownBy(() -> self.ask(router, Figure.of(1), FIGURES, LIMIT, (outcome, reply) -> {})));
        assertThat(sender.asksInFlight()).isZero();
        assertThat(testEngine.counters().asks().started()).isZero();
    }

    @Test
    void shouldTakeAsksAndStagedMessagesWhenItChoosesOne() {
        AgentRef router = engine.newRouter("router", Routing.roundRobin(), agents);
        probes.forEach(probe -> probe.replyWith(Figure.of(9), FIGURES));
        PendingAnswer answer = testEngine.ask(router, Figure.of(1), FIGURES, LIMIT);
        testEngine.runUntilIdle();
        assertThat(answer.read(FIGURES, new Figure()).number).isEqualTo(9);
        for (int i = 0; i < AGENTS; i++) {
            assertThat(sender.stage(router, Figure.of(1), FIGURES)).isEqualTo(Offer.STAGED);
        }
        assertThat(sender.flush()).isEqualTo(AGENTS);
        testEngine.runUntilIdle();
        assertThat(counts()).containsExactly(2, 1, 1, 1);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void shouldChooseAmongThoseThatLiveWhenOneEndsAndNobodyWhenAllHave(boolean inside) {
        AgentRef router = engine.newRouter("router", Routing.roundRobin(), agents);
        AgentRef all = engine.newRouter("all", Routing.broadcast(), agents);
        engine.stop(agents.get(1));
        tell(inside, router, 6, new Envelope());
        testEngine.runUntilIdle();
        assertThat(counts()).containsExactly(2, 0, 2, 2);
        assertThat(engine.join(router, agents.get(1))).as("it has ended").isFalse();

        agents.forEach(engine::stop);
        testEngine.runUntilIdle();
        assertThat(offer(inside, router)).isEqualTo(Offer.NO_SUCH_AGENT);
        assertThat(offer(inside, all)).as("to nobody").isEqualTo(Offer.ACCEPTED);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void shouldBeNoSuchAgentWhenItWasStopped(boolean inside) {
        AgentRef router = engine.newRouter("router", Routing.leastLoaded(), agents);
        engine.stop(router);
        engine.stop(router);
        assertThat(offer(inside, router)).isEqualTo(Offer.NO_SUCH_AGENT);
        assertThat(engine.find("router")).isEmpty();
        assertThat(engine.newRouter("router", Routing.roundRobin(), List.of())).isNotSameAs(router);
    }

    @Test
    void shouldParkForTheAgentThatWasChosenWhenThereIsNoRoom() {
        AgentRef router = engine.newRouter("router", Routing.roundRobin(), agents.subList(1, 2));
        insider.act(self -> {
            Offer offer;
            int accepted = 0;
            while ((offer = self.sendOrPark(router, Figure.of(1), FIGURES)) == Offer.ACCEPTED) {
                accepted++;
            }
            assertThat(offer).isEqualTo(Offer.PARKED);
            assertThat(accepted).isGreaterThanOrEqualTo(128);
        });
        testEngine.runUntilIdle();
        assertThat(probes.get(1).count()).isGreaterThan(128);
    }

    @Test
    void shouldNameWhatIsAtFault() {
        AgentRef router = engine.newRouter("router", Routing.roundRobin(), agents);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> engine.newRouter("router", Routing.roundRobin(), agents))
                .withMessageContaining("name=router");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> engine.newRouter("other", Routing.roundRobin(), List.of(router)))
                .withMessageContaining("not a router");
        assertThat(engine.find("other")).as("nothing of it stays").isEmpty();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> engine.join(agents.get(0), agents.get(1)))
                .withMessageContaining("expected: a router");
        assertThatIllegalArgumentException().isThrownBy(() -> engine.whenEnded(router));
        assertThatIllegalArgumentException().isThrownBy(() -> engine.subscribe(engine.topic("news"), router));
        insider.act(self -> assertThatIllegalArgumentException().isThrownBy(() -> self.watch(router, (end, me) -> {})));
        for (double bound : new double[] {1, 0, -1, 101, Double.NaN, Double.POSITIVE_INFINITY}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Routing.consistentHash(bound))
                    .withMessageContaining("bound=" + bound);
        }
        try (TestEngine other = TestEngine.launch()) {
            AgentRef foreign = other.spawn("foreign", Probe::new);
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> engine.join(router, foreign))
                    .withMessageContaining("of this engine");
            assertThat(other.sender().tell(router, Figure.of(1), FIGURES)).isEqualTo(Offer.NO_SUCH_AGENT);
        }
    }

    /** An agent off its shard that is in a call, with a message in its stash. */
    private AgentRef blockingAgentWithStash(int shard) {
        AgentRef busy = engine.spawn("busy", new AgentOptions().shard(shard).blocking(), Probe::new);
        tell(false, busy, 2, new Envelope());
        testEngine.runUntilIdle();
        assertThat(blockingCalls).hasSize(1);
        return busy;
    }

    private void unblock() {
        while (!blockingCalls.isEmpty()) {
            blockingCalls.remove(0).run();
            testEngine.runUntilIdle();
        }
    }

    private Offer offer(boolean inside, AgentRef target) {
        if (!inside) {
            return sender.tell(target, Figure.of(1), FIGURES);
        }
        Offer[] offer = new Offer[1];
        insider.act(self -> offer[0] = self.send(target, Figure.of(1), FIGURES));
        return offer[0];
    }

    private void tell(boolean inside, AgentRef target, int messages, Envelope envelope) {
        for (int i = 0; i < messages; i++) {
            if (inside) {
                insider.act(self -> assertThat(self.send(target, Figure.of(1), FIGURES, envelope))
                        .isEqualTo(Offer.ACCEPTED));
            } else {
                testEngine.tell(target, Figure.of(1), FIGURES, envelope);
            }
        }
    }

    private int[] owners(AgentRef router, int keys) {
        int[] owners = new int[keys];
        for (int key = 0; key < keys; key++) {
            List<Integer> before = counts();
            tell(false, router, 1, new Envelope().key(key));
            testEngine.runUntilIdle();
            owners[key] = grown(before, counts());
        }
        return owners;
    }

    private int waitingForTheFirstShard() {
        return engine.metrics(Duration.ZERO).shards().get(0).ringDepths().get(Priority.NORMAL.ordinal());
    }

    private static int grown(List<Integer> before, List<Integer> after) {
        int grown = -1;
        for (int i = 0; i < before.size(); i++) {
            if (after.get(i) > before.get(i)) {
                assertThat(grown).isEqualTo(-1);
                grown = i;
            }
        }
        return grown;
    }

    private List<Integer> counts() {
        return probes.stream().map(Probe::count).toList();
    }
}
