package io.ringswarm.engine;

import static io.ringswarm.engine.testbed.ParcelCodec.PARCELS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ringswarm.engine.metrics.SendRefusals;
import io.ringswarm.engine.testbed.Collector;
import io.ringswarm.engine.testbed.EngineWatcher;
import io.ringswarm.engine.testbed.Gate;
import io.ringswarm.engine.testbed.Parcel;
import io.ringswarm.engine.testbed.Waiting;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a send answers, that it is counted, and that a refused one sends nothing. */
@Timeout(30)
class OfferTest {
    private static final int INLINE_BYTES = 64;

    @RegisterExtension
    final EngineWatcher watcher = new EngineWatcher();

    private final Collector collector = new Collector();
    private final Parcel parcel = new Parcel();

    @ParameterizedTest
    @EnumSource(Priority.class)
    void shouldRefuseWhenTheRingIsFull(Priority priority) throws Exception {
        Engine engine = watcher.launch(watcher.small());
        AgentRef agent = engine.spawn("collector", () -> collector);
        int slots = priority == Priority.CRITICAL ? 3 : 4; // the message that stalls keeps its slot
        Gate gate = watcher.stall(engine, 0);
        Sender sender = engine.newSender();
        Envelope envelope = new Envelope().priority(priority);
        for (int i = 0; i < slots; i++) {
            assertThat(sender.tell(agent, parcel.of(0, i), PARCELS, envelope)).isEqualTo(Offer.ACCEPTED);
        }

        assertThat(engine.queueDepth()).isEqualTo(5 - (4 - slots));
        assertThat(sender.tell(agent, parcel.of(0, 98), PARCELS, envelope)).isEqualTo(Offer.BACK_PRESSURED);
        assertThat(sender.tell(agent, parcel.of(0, 99), PARCELS, envelope)).isEqualTo(Offer.BACK_PRESSURED);
        assertThat(engine.counters().refusals()).isEqualTo(new SendRefusals(2, 0, 0, 0));
        assertThat(engine.counters().inFlight()).isEqualTo(slots + 1);

        gate.open();
        engine.close();
        assertThat(collector.got()).extracting(Collector.Got::priority).containsOnly(priority);
        assertThat(collector.sequences()).hasSize(slots).doesNotContain(98L, 99L);
    }

    @Test
    void shouldLeaveOtherLanesOpenWhenOneIsFull() throws Exception {
        Engine engine = watcher.launch(watcher.small());
        AgentRef agent = engine.spawn("collector", () -> collector);
        watcher.stall(engine, 0);
        Sender sender = engine.newSender();
        for (int i = 0; i < 4; i++) {
            sender.tell(agent, parcel.of(0, i), PARCELS);
        }

        assertThat(sender.tell(agent, parcel.of(0, 4), PARCELS)).isEqualTo(Offer.BACK_PRESSURED);
        assertThat(sender.tell(agent, parcel.of(0, 5), PARCELS, new Envelope().priority(Priority.LOW)))
                .isEqualTo(Offer.ACCEPTED);
        assertThat(sender.tell(agent, parcel.of(0, 6), PARCELS, new Envelope().priority(Priority.HIGH)))
                .isEqualTo(Offer.ACCEPTED);
    }

    @Test
    void shouldDeliverByPriorityWhenLanesHaveABacklog() throws Exception {
        Engine engine = watcher.launch(watcher.small());
        AgentRef agent = engine.spawn("collector", () -> collector);
        Gate gate = watcher.stall(engine, 0);
        Sender sender = engine.newSender();
        for (Priority priority : new Priority[] {Priority.LOW, Priority.NORMAL, Priority.HIGH}) {
            sender.tell(agent, parcel.of(0, 1), PARCELS, new Envelope().priority(priority));
            sender.tell(agent, parcel.of(0, 2), PARCELS, new Envelope().priority(priority));
        }
        gate.open();
        engine.close();

        assertThat(collector.got())
                .extracting(Collector.Got::priority)
                .containsExactly(
                        Priority.HIGH, Priority.HIGH, Priority.NORMAL, Priority.NORMAL, Priority.LOW, Priority.LOW);
    }

    @Test
    void shouldRefuseWhenTheStagedRunIsFull() {
        Engine engine = watcher.launch(watcher.small().stagedMessages(3));
        AgentRef agent = engine.spawn("collector", () -> collector);
        Sender sender = engine.newSender();
        for (int i = 0; i < 3; i++) {
            assertThat(sender.stage(agent, parcel.of(0, i), PARCELS)).isEqualTo(Offer.STAGED);
        }

        assertThat(sender.stage(agent, parcel.of(0, 3), PARCELS)).isEqualTo(Offer.BACK_PRESSURED);
        assertThat(sender.staged()).isEqualTo(3);
        assertThat(engine.counters().refusals()).isEqualTo(new SendRefusals(1, 0, 0, 0));
        assertThat(engine.counters().created()).isZero();
        assertThat(sender.flush()).isEqualTo(3);
        engine.close();
        assertThat(collector.sequences()).containsExactly(0L, 1L, 2L);
    }

    @Test
    void shouldRefuseATellWhenStagedMessagesRemainBeforeIt() throws Exception {
        Engine engine = watcher.launch(watcher.small());
        AgentRef agent = engine.spawn("collector", () -> collector);
        Gate gate = watcher.stall(engine, 0);
        Sender sender = engine.newSender();
        for (int i = 0; i < 6; i++) {
            sender.stage(agent, parcel.of(0, i), PARCELS);
        }

        assertThat(sender.tell(agent, parcel.of(0, 99), PARCELS)).isEqualTo(Offer.BACK_PRESSURED);
        assertThat(sender.staged()).as("the ring took four").isEqualTo(2);
        assertThat(engine.counters().refusals().backPressured()).isEqualTo(1);
        gate.open();
        while (sender.tell(agent, parcel.of(0, 6), PARCELS) != Offer.ACCEPTED) {
            Waiting.turn();
        }
        engine.close();
        assertThat(collector.sequences()).containsExactly(0L, 1L, 2L, 3L, 4L, 5L, 6L);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void shouldRefuseLongBodiesWhenTheBuffersAreUnderWay(boolean stage) throws Exception {
        Engine engine = watcher.launch(watcher.small().overflowBuffers(2));
        AgentRef agent = engine.spawn("collector", () -> collector);
        Gate gate = watcher.stall(engine, 0);
        Sender sender = engine.newSender();
        for (int i = 0; i < 2; i++) {
            assertThat(send(stage, sender, agent, parcel.of(0, i, INLINE_BYTES + 1)))
                    .isEqualTo(stage ? Offer.STAGED : Offer.ACCEPTED);
        }

        assertThat(send(stage, sender, agent, parcel.of(0, 99, INLINE_BYTES + 1)))
                .isEqualTo(Offer.BACK_PRESSURED);
        assertThat(send(stage, sender, agent, parcel.of(0, 2, INLINE_BYTES)))
                .as("a body that fits its slot needs no buffer")
                .isEqualTo(stage ? Offer.STAGED : Offer.ACCEPTED);
        assertThat(engine.counters().refusals()).isEqualTo(new SendRefusals(1, 0, 0, 0));
        sender.flush();
        gate.open();
        engine.close();
        assertThat(collector.sequences()).containsExactly(0L, 1L, 2L);
        assertThat(collector.got()).allMatch(Collector.Got::intact);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void shouldRefuseWhenTheAgentHasStopped(boolean stage) {
        Engine engine = watcher.launch(watcher.small());
        AgentRef agent = engine.spawn("collector", () -> collector);
        engine.stop(agent);
        Sender sender = engine.newSender();

        assertThat(send(stage, sender, agent, parcel.of(0, 0))).isEqualTo(Offer.NO_SUCH_AGENT);
        assertThat(engine.counters().refusals()).isEqualTo(new SendRefusals(0, 1, 0, 0));
        assertThat(sender.staged()).isZero();
        assertThat(engine.counters().created()).isZero();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void shouldRefuseWhenTheAgentIsAnotherEngines(boolean stage) {
        Engine engine = watcher.launch(watcher.small());
        Engine other = watcher.launch(watcher.small());
        engine.spawn("same-place", () -> collector);
        AgentRef foreign = other.spawn("same-place", () -> collector);
        Sender sender = engine.newSender();

        assertThat(send(stage, sender, foreign, parcel.of(0, 0))).isEqualTo(Offer.NO_SUCH_AGENT);
        assertThat(engine.counters().refusals()).isEqualTo(new SendRefusals(0, 1, 0, 0));
        engine.close();
        other.close();
        assertThat(collector.got()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void shouldRefuseWhenTheBodyIsTooLong(boolean stage) {
        Engine engine = watcher.launch(watcher.small().maxBodyBytes(200));
        AgentRef agent = engine.spawn("collector", () -> collector);
        Sender sender = engine.newSender();

        assertThat(send(stage, sender, agent, parcel.of(0, 0, 201))).isEqualTo(Offer.TOO_LARGE);
        assertThat(engine.counters().refusals()).isEqualTo(new SendRefusals(0, 0, 1, 0));
        assertThat(sender.staged()).isZero();
        assertThat(send(stage, sender, agent, parcel.of(0, 1, 200))).isEqualTo(stage ? Offer.STAGED : Offer.ACCEPTED);
        sender.flush();
        engine.close();
        assertThat(collector.sequences()).containsExactly(1L);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void shouldLimitBodiesToTheMaximumWhenTheSlotWouldHoldMore(boolean stage) {
        Engine engine = watcher.launch(watcher.small().maxBodyBytes(20));
        AgentRef agent = engine.spawn("collector", () -> collector);
        Sender sender = engine.newSender();

        assertThat(send(stage, sender, agent, parcel.of(0, 0, 21))).isEqualTo(Offer.TOO_LARGE);
        assertThat(send(stage, sender, agent, parcel.of(0, 0, 20))).isEqualTo(stage ? Offer.STAGED : Offer.ACCEPTED);
    }

    @Test
    void shouldRefuseWhenTheEngineIsClosed() {
        Engine engine = watcher.launch(watcher.small());
        AgentRef agent = engine.spawn("collector", () -> collector);
        Sender sender = engine.newSender();
        sender.stage(agent, parcel.of(0, 0), PARCELS);
        engine.close();

        assertThat(sender.tell(agent, parcel.of(0, 1), PARCELS)).isEqualTo(Offer.CLOSED);
        assertThat(sender.stage(agent, parcel.of(0, 2), PARCELS)).isEqualTo(Offer.CLOSED);
        assertThat(sender.flush()).isZero();
        assertThat(sender.staged()).as("what was staged is dropped").isZero();
        assertThat(engine.newSender().tell(agent, parcel.of(0, 3), PARCELS)).isEqualTo(Offer.CLOSED);
        assertThat(engine.counters().created()).isZero();
        assertThat(collector.got()).isEmpty();
    }

    @Test
    void shouldCountRefusalsWhenTheEngineIsStillDraining() throws Exception {
        Engine engine = watcher.launch(watcher.small());
        AgentRef agent = engine.spawn("collector", () -> collector);
        Gate gate = watcher.stall(engine, 0);
        Sender sender = engine.newSender();
        sender.stage(agent, parcel.of(0, 0), PARCELS);
        Thread closer = new Thread(engine::close);
        closer.start();
        while (engine.health().status() == EngineHealth.Status.UP) {
            Waiting.turn();
        }

        assertThat(sender.tell(agent, parcel.of(0, 1), PARCELS)).isEqualTo(Offer.CLOSED);
        assertThat(sender.flush()).isZero();
        assertThat(engine.counters().refusals()).isEqualTo(new SendRefusals(0, 0, 0, 1));
        gate.open();
        closer.join();
        assertThat(collector.got()).isEmpty();
    }

    @Test
    void shouldKeepWhatASenderCountedWhenItIsClosed() {
        Engine engine = watcher.launch(watcher.small());
        AgentRef agent = engine.spawn("collector", () -> collector);
        for (int i = 0; i < 3; i++) {
            try (Sender sender = engine.newSender()) {
                assertThat(sender.tell(agent, parcel.of(0, i), PARCELS)).isEqualTo(Offer.ACCEPTED);
                assertThat(sender.tell(agent, parcel.of(0, i, 2_000), PARCELS)).isEqualTo(Offer.TOO_LARGE);
                collector.await(i + 1);
            }
        }

        assertThat(engine.counters().created()).isEqualTo(3);
        assertThat(engine.counters().refusals()).isEqualTo(new SendRefusals(0, 0, 3, 0));
        assertThat(engine.counters().refusals().total()).isEqualTo(3);
    }

    @Test
    void shouldCarryTheEnvelopeWhenAMessageIsSent() {
        Engine engine = watcher.launch(watcher.small());
        StringBuffer seen = new StringBuffer();
        AgentRef agent = engine.spawn(
                "reader",
                () -> (message, self) -> seen.append(message.correlationId())
                        .append(' ')
                        .append(message.traceId())
                        .append(' ')
                        .append(message.dueNs())
                        .append(' ')
                        .append(message.sourceAddress())
                        .append(' ')
                        .append(message.templateId())
                        .append(' ')
                        .append(message.templateMajor())
                        .append(' ')
                        .append(message.body().length())
                        .append(' ')
                        .append(message.deadlineNs() == Long.MAX_VALUE)
                        .append(' ')
                        .append(self.self() + ";"));
        Sender sender = engine.newSender();
        Envelope envelope =
                new Envelope().correlationId(-5).traceId(7).dueNs(11).priority(Priority.HIGH);
        assertThat(sender.tell(agent, parcel.of(0, 0), PARCELS, envelope)).isEqualTo(Offer.ACCEPTED);
        envelope.reset().correlationId(1);
        engine.close();

        assertThat(seen.toString()).isEqualTo("-5 7 11 0 40 2 16 true " + agent + ";");
    }

    @Test
    void shouldRefuseUseWhenTheSenderIsClosed() {
        Engine engine = watcher.launch(watcher.small());
        AgentRef agent = engine.spawn("collector", () -> collector);
        Sender sender = engine.newSender();
        sender.stage(agent, parcel.of(0, 0), PARCELS);
        sender.close();
        sender.close();

        assertThat(sender.staged()).isZero();
        assertThatThrownBy(() -> sender.tell(agent, parcel, PARCELS)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> sender.stage(agent, parcel, PARCELS)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(sender::flush).isInstanceOf(IllegalStateException.class);
        engine.close();
        assertThat(collector.got())
                .as("closing a sender drops what it has staged")
                .isEmpty();
    }

    private static Offer send(boolean stage, Sender sender, AgentRef agent, Parcel parcel) {
        return stage ? sender.stage(agent, parcel, PARCELS) : sender.tell(agent, parcel, PARCELS);
    }
}
