package io.ringswarm.engine.testkit;

import static io.ringswarm.engine.testkit.FigureCodec.FIGURES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ringswarm.engine.AgentRef;
import io.ringswarm.engine.Engine;
import io.ringswarm.engine.EngineContext;
import io.ringswarm.engine.Envelope;
import io.ringswarm.engine.Priority;
import io.ringswarm.engine.RetainedMessage;
import io.ringswarm.engine.Sender;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Messages that agents keep after their handling. */
@Timeout(20)
class RetainTest {
    private final TestEngine engine =
            TestEngine.launch(new EngineContext().slotBytes(128).retainedMessages(2));
    private final List<RetainedMessage> kept = new ArrayList<>();
    private final AgentRef keeper = engine.spawn("keeper", () -> (message, self) -> kept.add(self.retain(message)));

    @ParameterizedTest
    @ValueSource(ints = {Figure.MIN_BYTES, 64, 5_000})
    void shouldKeepAllThatAMessageWasWhenItsPlaceIsUsedAgain(int bytes) {
        Envelope envelope = new Envelope()
                .priority(Priority.HIGH)
                .correlationId(7)
                .traceId(8)
                .dueNs(-9)
                .deadlineNs(Long.MAX_VALUE - 1);
        engine.tell(keeper, Figure.of(42, bytes), FIGURES, envelope);
        engine.runUntilIdle();
        AgentRef silent = engine.spawn("silent", () -> (message, self) -> {});
        for (int i = 0; i < 5_000; i++) {
            engine.tell(silent, Figure.of(i, bytes), FIGURES, new Envelope().priority(Priority.HIGH));
            engine.runUntilIdle();
        }
        try (RetainedMessage message = kept.get(0)) {
            Figure figure = message.read(FIGURES, new Figure());
            assertThat(figure.number).isEqualTo(42);
            assertThat(figure.intact).isTrue();
            assertThat(message.body().length()).isEqualTo(bytes);
            assertThat(message.priority()).isEqualTo(Priority.HIGH);
            assertThat(message.correlationId()).isEqualTo(7);
            assertThat(message.traceId()).isEqualTo(8);
            assertThat(message.dueNs()).isEqualTo(-9);
            assertThat(message.deadlineNs()).isEqualTo(Long.MAX_VALUE - 1);
        }
        engine.close();
    }

    @Test
    void shouldThrowWhenAsManyAreKeptAsMayBe() {
        for (int i = 0; i < 3; i++) {
            engine.tell(keeper, Figure.of(i), FIGURES);
        }
        engine.runUntilIdle();
        assertThat(engine.deadLetters())
                .singleElement()
                .satisfies(letter -> assertThat(letter.cause()).hasMessageContaining("retained=2"));
        kept.remove(0).release();
        engine.tell(keeper, Figure.of(3), FIGURES);
        engine.runUntilIdle();
        assertThat(engine.engine().retainedMessages()).isEqualTo(2);
        assertThat(kept).extracting(FigureCodec::number).containsExactly(1L, 3L);
        kept.forEach(RetainedMessage::release);
        engine.close();
    }

    @Test
    void shouldThrowWhenReleasedTwice() {
        engine.tell(keeper, Figure.of(1), FIGURES);
        engine.runUntilIdle();
        RetainedMessage message = kept.get(0);
        message.release();
        assertThatIllegalStateException().isThrownBy(message::release).withMessageContaining("released twice");
        assertThat(engine.engine().retainedMessages()).isZero();
        engine.close();
    }

    @Test
    void shouldFailTheTestAndNameThePlaceWhenOneIsNotReleased() {
        engine.tell(keeper, Figure.of(1), FIGURES);
        engine.runUntilIdle();
        assertThatThrownBy(engine::close)
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("1 retained message(s)")
                .satisfies(e -> assertThat(e.getSuppressed()[0].getStackTrace())
                        .anyMatch(frame -> frame.getClassName().equals(RetainTest.class.getName())));
    }

    @Test
    void shouldRefuseWhatTheEngineHasNotHandedOut() {
        AgentRef agent = engine.spawn(
                "agent",
                () -> (message, self) -> assertThatIllegalArgumentException()
                        .isThrownBy(() -> self.retain(MessageCopy.of(message, 0)))
                        .withMessageContaining("MessageCopy"));
        engine.tell(agent, Figure.of(1), FIGURES);
        engine.runUntilIdle();
        engine.close();
        assertThat(engine.counters().handled()).isEqualTo(1);
    }

    @Test
    void shouldUseTheSameCopyAgainWhenItDoesNotTrace() throws Exception {
        List<RetainedMessage> copies = new ArrayList<>();
        try (Engine untraced = Engine.launch(new EngineContext().invokerMode(true));
                Sender sender = untraced.newSender()) {
            AgentRef agent = untraced.spawn("agent", () -> (message, self) -> copies.add(self.retain(message)));
            for (int i = 0; i < 3; i++) {
                sender.ask(agent, Figure.of(i), FIGURES, Duration.ofSeconds(1), (outcome, reply) -> {});
                untraced.invoke();
                copies.get(i).release();
            }
            assertThat(copies.get(1)).isSameAs(copies.get(0));
            assertThat(copies.get(2)).isSameAs(copies.get(0));
        }
    }
}
