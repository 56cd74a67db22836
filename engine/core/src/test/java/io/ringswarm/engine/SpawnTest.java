package io.ringswarm.engine;

import static io.ringswarm.engine.testbed.ParcelCodec.PARCELS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ringswarm.engine.idle.Yielding;
import io.ringswarm.engine.testbed.Collector;
import io.ringswarm.engine.testbed.EngineWatcher;
import io.ringswarm.engine.testbed.Gate;
import io.ringswarm.engine.testbed.Parcel;
import io.ringswarm.engine.testbed.Waiting;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
class SpawnTest {
    @RegisterExtension
    final EngineWatcher watcher = new EngineWatcher();

    private final Collector collector = new Collector();
    private final Collector successor = new Collector();
    private final Parcel parcel = new Parcel();

    @Test
    void shouldRefuseANameWhenALivingAgentHasIt() {
        Engine engine = watcher.launch(watcher.small());
        AgentRef first = engine.spawn("a", () -> collector);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> engine.spawn("a", () -> collector))
                .withMessage("name=a (expected: a name that no living agent has)");
        engine.stop(first);
        assertThatCode(() -> engine.spawn("a", () -> collector)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", " ", "\t\n"})
    void shouldRefuseABlankName(String name) {
        Engine engine = watcher.launch(watcher.small());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> engine.spawn(name, () -> collector))
                .withMessage("name=" + name + " (expected: a text that is not blank)");
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 2, Integer.MAX_VALUE, Integer.MIN_VALUE})
    void shouldRefuseAShardThatIsNotThere(int shard) {
        Engine engine = watcher.launch(watcher.small().shards(2));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> engine.spawn("a", shard, () -> collector))
                .withMessage("shard=" + shard + " (expected: 0 to 1)");
        assertThatCode(() -> engine.spawn("a", 1, () -> collector)).doesNotThrowAnyException();
    }

    @Test
    void shouldLeaveTheNameFreeWhenTheFactoryFails() {
        Engine engine = watcher.launch(watcher.small());
        assertThatThrownBy(() -> engine.spawn("a", () -> {
                    throw new UnsupportedOperationException("factory");
                }))
                .isInstanceOf(UnsupportedOperationException.class)
                .hasMessage("factory");
        assertThatThrownBy(() -> engine.spawn("a", () -> null)).isInstanceOf(NullPointerException.class);

        AgentRef agent = engine.spawn("a", () -> collector);
        assertThat(engine.newSender().tell(agent, parcel.of(0, 1), PARCELS)).isEqualTo(Offer.ACCEPTED);
        engine.close();
        assertThat(collector.sequences()).containsExactly(1L);
    }

    /** On another thread, perhaps before it has got its name. */
    @Test
    @Timeout(30)
    void shouldLeaveTheNameFreeWhenTheAgentStopsItselfInItsStart() throws Exception {
        Engine engine = watcher.launch(watcher.small().idleStrategy(Yielding::new));
        for (int i = 0; i < 3_000; i++) {
            AgentRef agent = engine.spawn("agent", () -> new Agent() {
                @Override
                public void onStart(AgentContext self) {
                    self.stop();
                }

                @Override
                public void onMessage(Message message, AgentContext self) {}
            });
            engine.whenEnded(agent).toCompletableFuture().get(10, TimeUnit.SECONDS);
            assertThat(engine.find("agent")).isEmpty();
        }
    }

    @Test
    void shouldRefuseToSpawnWhenTheEngineIsClosed() {
        Engine engine = watcher.launch(watcher.small());
        engine.close();
        assertThatIllegalStateException()
                .isThrownBy(() -> engine.spawn("a", () -> collector))
                .withMessageContaining("CLOSED");
    }

    @Test
    void shouldTakeShardsInTurnWhenNoneIsChosen() {
        Engine engine = watcher.launch(watcher.small().shards(3));
        Set<String> threads = new HashSet<>();
        try (Sender sender = engine.newSender()) {
            for (int i = 0; i < 3; i++) {
                sender.tell(engine.spawn("agent-" + i, () -> collector), parcel.of(0, i), PARCELS);
            }
        }
        engine.close();
        collector.got().forEach(got -> threads.add(got.thread()));
        assertThat(threads).containsExactlyInAnyOrder("watched-shard-0", "watched-shard-1", "watched-shard-2");
    }

    @Test
    void shouldNeverReachTheSuccessorWhenMessagesWereForTheOneBefore() throws Exception {
        List<Long> dead = new CopyOnWriteArrayList<>();
        Engine engine = watcher.launch(watcher.small()
                .deadLetterListener((message, reason, cause) ->
                        dead.add(reason == DeadLetterReason.NO_SUCH_AGENT ? message.correlationId() : -1)));
        AgentRef old = engine.spawn("a", () -> collector);
        Gate gate = watcher.stall(engine, 0);
        Sender sender = engine.newSender();
        sender.tell(old, parcel.of(0, 1), PARCELS, new Envelope().correlationId(1));
        sender.stage(old, parcel.of(0, 2), PARCELS, new Envelope().correlationId(2));
        engine.stop(old);
        engine.stop(old);
        AgentRef young = engine.spawn("a", 0, () -> successor);
        assertThat((int) young.address()).as("the same index").isEqualTo((int) old.address());
        assertThat(young.address()).isNotEqualTo(old.address());

        assertThat(sender.tell(old, parcel.of(0, 3), PARCELS)).isEqualTo(Offer.NO_SUCH_AGENT);
        assertThat(sender.tell(young, parcel.of(0, 4), PARCELS)).isEqualTo(Offer.ACCEPTED);
        engine.stop(old);
        assertThat(sender.tell(young, parcel.of(0, 5), PARCELS))
                .as("stopping the old one again does nothing to the new one")
                .isEqualTo(Offer.ACCEPTED);
        gate.open();
        engine.close();

        assertThat(successor.sequences()).containsExactly(4L, 5L);
        assertThat(collector.got()).isEmpty();
        assertThat(dead).containsExactly(1L, 2L);
        assertThat(engine.counters().dead()).containsEntry(DeadLetterReason.NO_SUCH_AGENT, 2L);
    }

    @Test
    void shouldRefuseToStopAnAgentWhenItIsAnotherEngines() {
        Engine engine = watcher.launch(watcher.small());
        Engine other = watcher.launch(watcher.small());
        AgentRef mine = engine.spawn("a", () -> collector);
        AgentRef foreign = other.spawn("a", () -> collector);

        assertThatIllegalArgumentException().isThrownBy(() -> engine.stop(foreign));
        assertThatIllegalArgumentException().isThrownBy(() -> engine.stop(null));
        assertThat(engine.newSender().tell(mine, parcel, PARCELS)).isEqualTo(Offer.ACCEPTED);
        assertThat(other.newSender().tell(foreign, parcel, PARCELS)).isEqualTo(Offer.ACCEPTED);
    }

    @Test
    void shouldFindEveryAgentWhenThereAreTenThousand() {
        int agents = 10_000;
        Engine engine = watcher.launch(watcher.small().ringSlots(1024).shards(2));
        AtomicLong[] handled = new AtomicLong[agents];
        List<AgentRef> refs = new ArrayList<>();
        Sender sender = engine.newSender();
        for (int i = 0; i < agents; i++) {
            AtomicLong count = new AtomicLong();
            handled[i] = count;
            refs.add(engine.spawn("agent-" + i, () -> (message, self) -> count.addAndGet(message.correlationId())));
            tellPatiently(sender, refs.get(i / 2), i / 2); // while the tables grow
        }
        Set<Long> addresses = new HashSet<>();
        for (int i = 0; i < agents; i++) {
            addresses.add(refs.get(i).address());
            tellPatiently(sender, refs.get(i), i);
        }
        engine.close();

        assertThat(addresses).hasSize(agents).doesNotContain(0L);
        for (int i = 0; i < agents; i++) {
            assertThat(handled[i].get()).isEqualTo(i < agents / 2 ? 3L * i : i);
        }
        assertThat(engine.counters().deadTotal()).isZero();
    }

    @Test
    void shouldNeverGiveAnAddressTwiceWhenPlacesAreReusedAfterTheTableGrew() {
        Engine engine = watcher.launch(watcher.small());
        Set<Long> addresses = new HashSet<>();
        int rounds = 3;
        int agents = 10;
        for (int round = 0; round < rounds; round++) {
            List<AgentRef> living = new ArrayList<>();
            for (int i = 0; i < agents << 2 * round; i++) { // the first ones' places are there before the table grows
                living.add(engine.spawn("agent-" + i, () -> collector));
            }
            living.forEach(agent -> addresses.add(agent.address()));
            living.forEach(engine::stop);
        }

        assertThat(addresses).hasSize(agents + (agents << 2) + (agents << 4));
    }

    @Test
    void shouldLetAnAgentStopItselfAndSpawnItsSuccessor() {
        Engine engine = watcher.launch(watcher.small());
        AgentRef agent = engine.spawn("a", () -> (message, self) -> {
            engine.stop(self.self());
            engine.spawn("a", () -> successor);
        });
        Sender sender = engine.newSender();
        assertThat(sender.tell(agent, parcel, PARCELS)).isEqualTo(Offer.ACCEPTED);
        while (engine.counters().handled() == 0) {
            Waiting.turn();
        }

        assertThat(sender.tell(agent, parcel, PARCELS)).isEqualTo(Offer.NO_SUCH_AGENT);
        assertThatIllegalArgumentException().isThrownBy(() -> engine.spawn("a", () -> collector));
    }

    private void tellPatiently(Sender sender, AgentRef agent, long number) {
        Envelope envelope = new Envelope().correlationId(number);
        while (sender.tell(agent, parcel, PARCELS, envelope) != Offer.ACCEPTED) {
            Waiting.turn();
        }
    }
}
