package io.ringswarm.engine.testkit;

import static io.ringswarm.engine.testkit.FigureCodec.FIGURES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ringswarm.codecs.BodyReader;
import io.ringswarm.codecs.MalformedMessageException;
import io.ringswarm.codecs.Template;
import io.ringswarm.engine.AgentRef;
import io.ringswarm.engine.Envelope;
import io.ringswarm.engine.Offer;
import io.ringswarm.engine.Priority;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(10)
class ProbeTest {
    private final TestEngine engine = TestEngine.launch();
    private final Probe probe = new Probe();
    private final AgentRef ref = engine.spawn("probe", () -> probe);

    @AfterEach
    void closeTheEngine() {
        engine.close();
    }

    @Test
    void shouldKeepAllThatAMessageWasWhenTheNextOneHasComeOverIt() {
        Envelope envelope = new Envelope()
                .priority(Priority.HIGH)
                .dueNs(ManualClock.START_NS - 5)
                .deadlineNs(ManualClock.START_NS + 9_000)
                .correlationId(77)
                .traceId(-3);
        engine.tell(ref, Figure.of(1, 300), FIGURES, envelope);
        engine.clock().advance(Duration.ofNanos(8_000));
        engine.runUntilIdle();
        for (int i = 0; i < 10_000; i++) {
            engine.tell(ref, Figure.of(2), FIGURES);
            engine.runUntilIdle();
        }

        assertThat(probe.count()).isEqualTo(10_001);
        MessageCopy first = probe.received().get(0);
        assertThat(FigureCodec.number(first)).isEqualTo(1);
        assertThat(first.bytes()).hasSize(300).startsWith(1, 0, 0, 0, 0, 0, 0, 0);
        assertThat(first.body().length()).isEqualTo(300);
        assertThat(first.templateId()).isEqualTo(70);
        assertThat(first.templateMajor()).isEqualTo(3);
        assertThat(first.priority()).isEqualTo(Priority.HIGH);
        assertThat(first.isAsk()).isFalse();
        assertThat(first.sourceAddress()).isZero();
        assertThat(first.correlationId()).isEqualTo(77);
        assertThat(first.dueNs()).isEqualTo(ManualClock.START_NS - 5);
        assertThat(first.sentNs()).isEqualTo(ManualClock.START_NS);
        assertThat(first.handledNs()).isEqualTo(ManualClock.START_NS + 8_000);
        assertThat(first.deadlineNs()).isEqualTo(ManualClock.START_NS + 9_000);
        assertThat(first.traceId()).isEqualTo(-3);
        assertThat(first)
                .hasToString("message[templateId=70, priority=HIGH, sourceAddress=0, correlationId=77, "
                        + "sentNs=1000000000000, handledNs=1000000008000, 300 bytes]");
        assertThat(probe.read(FIGURES, new Figure()).number).isEqualTo(2);
        assertThat(probe.batches()).isEqualTo(10_001);
    }

    @Test
    void shouldRefuseToReadWhenTheTemplateIsAnother() {
        engine.tell(ref, Figure.of(1), FIGURES);
        engine.runUntilIdle();
        for (Template other : new Template[] {new Template(71, 3, 1), new Template(70, 2, 9)}) {
            FigureCodec codec = new FigureCodec() {
                @Override
                public Template template() {
                    return other;
                }

                @Override
                public void decode(BodyReader in, Figure into) {
                    throw new AssertionError("decoded what is not its own");
                }
            };
            assertThatThrownBy(() -> probe.read(codec, new Figure()))
                    .isInstanceOf(MalformedMessageException.class)
                    .hasMessageContaining("templateId=70, majorVersion=3 (expected: " + other.id() + ", at most ");
        }
    }

    @Test
    void shouldAnswerAgentsAndAsksWhenToldTo() {
        probe.replyWith(Figure.of(5), FIGURES);
        Probe asker = new Probe();
        AgentRef askerRef = engine.spawn("asker", () -> asker);
        PendingAnswer answer = engine.ask(ref, Figure.of(1), FIGURES, Duration.ofMillis(1));
        engine.tell(ref, Figure.of(2), FIGURES); // from outside, and not asked: nobody to answer to
        asker.does((message, self) -> {
            if (message.sourceAddress() == 0) {
                self.send(ref, Figure.of(3), FIGURES);
            }
        });
        engine.tell(askerRef, Figure.of(0), FIGURES);
        engine.runUntilIdle();

        assertThat(answer.read(FIGURES, new Figure()).number).isEqualTo(5);
        assertThat(probe.replies()).containsExactly(Offer.ACCEPTED, Offer.NO_SUCH_AGENT, Offer.ACCEPTED);
        assertThat(asker.received()).hasSize(2);
        assertThat(asker.last().sourceAddress()).isEqualTo(ref.address());
        assertThat(FigureCodec.number(asker.last())).isEqualTo(5);
    }

    @Test
    void shouldForgetWhenCleared() {
        assertThatThrownBy(probe::last).isInstanceOf(AssertionError.class).hasMessageContaining("received nothing");
        probe.replyWith(Figure.of(5), FIGURES);
        engine.tell(ref, Figure.of(1), FIGURES);
        engine.runUntilIdle();
        assertThat(probe.count()).isEqualTo(1);
        probe.clear();
        assertThat(probe.received()).isEmpty();
        assertThat(probe.replies()).isEmpty();
        assertThat(probe.batches()).isZero();
    }
}
