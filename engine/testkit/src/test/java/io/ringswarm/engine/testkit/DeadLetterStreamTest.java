package io.ringswarm.engine.testkit;

import static io.ringswarm.engine.testkit.FigureCodec.FIGURES;
import static org.assertj.core.api.Assertions.assertThat;

import io.ringswarm.engine.AgentRef;
import io.ringswarm.engine.DeadLetterNote;
import io.ringswarm.engine.DeadLetterReason;
import io.ringswarm.engine.EngineContext;
import io.ringswarm.engine.Envelope;
import io.ringswarm.engine.Priority;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Flow;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Dead letters as those see them who subscribe to them. */
@Timeout(20)
class DeadLetterStreamTest {
    private static final int BUFFER = 1024;

    private final TestEngine engine = TestEngine.launch(
            new EngineContext().completionExecutor(Runnable::run).deadLetterListener((message, reason, cause) -> {}));
    private final AgentRef thrower = engine.spawn("thrower", () -> (message, self) -> {
        throw new IllegalStateException("poison");
    });

    @AfterEach
    void closeTheEngine() {
        engine.close();
    }

    @Test
    void shouldTellASubscriberWhatIsKnownOfEachAndThatItIsOver() {
        Subscriber subscriber = new Subscriber(Long.MAX_VALUE);
        engine.engine().deadLetters().subscribe(subscriber);
        Envelope envelope =
                new Envelope().priority(Priority.HIGH).correlationId(7).traceId(8);
        engine.tell(thrower, Figure.of(1), FIGURES, envelope);
        engine.runUntilIdle();
        assertThat(subscriber.notes).hasSize(1);
        DeadLetterNote note = subscriber.notes.get(0);
        assertThat(note.reason()).isEqualTo(DeadLetterReason.HANDLER_THREW);
        assertThat(note.target()).isEqualTo(thrower.address());
        assertThat(note.source()).isZero();
        assertThat(note.priority()).isEqualTo(Priority.HIGH);
        assertThat(note.templateId()).isEqualTo(FIGURES.template().id());
        assertThat(note.correlationId()).isEqualTo(7);
        assertThat(note.traceId()).isEqualTo(8);
        assertThat(note.cause()).hasMessage("poison");
        assertThat(subscriber.complete).isFalse();
        engine.close();
        assertThat(subscriber.complete).isTrue();
    }

    @Test
    void shouldDropAndCountWhatASubscriberDoesNotAskFor() {
        Subscriber slow = new Subscriber(1);
        Subscriber fast = new Subscriber(Long.MAX_VALUE);
        engine.engine().deadLetters().subscribe(slow);
        engine.engine().deadLetters().subscribe(fast);
        int messages = BUFFER + 11;
        for (int i = 0; i < messages; i++) {
            engine.tell(thrower, Figure.of(i), FIGURES);
        }
        engine.runUntilIdle();
        assertThat(fast.notes).hasSize(messages);
        assertThat(slow.notes).hasSize(1);
        assertThat(engine.engine().lostDeadLetterNotes()).isEqualTo(10);
        assertThat(engine.counters().deadTotal()).isEqualTo(messages);
    }

    private static final class Subscriber implements Flow.Subscriber<DeadLetterNote> {
        private final List<DeadLetterNote> notes = new ArrayList<>();
        private final long asksFor;
        private boolean complete;

        private Subscriber(long asksFor) {
            this.asksFor = asksFor;
        }

        @Override
        public void onSubscribe(Flow.Subscription subscription) {
            subscription.request(asksFor);
        }

        @Override
        public void onNext(DeadLetterNote note) {
            notes.add(note);
        }

        @Override
        public void onError(Throwable thrown) {
            throw new AssertionError("not expected", thrown);
        }

        @Override
        public void onComplete() {
            complete = true;
        }
    }
}
