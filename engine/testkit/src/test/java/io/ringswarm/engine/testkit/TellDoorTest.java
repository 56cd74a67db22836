package io.ringswarm.engine.testkit;

import static io.ringswarm.engine.testkit.FigureCodec.FIGURES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ringswarm.codecs.BodyWriter;
import io.ringswarm.engine.AgentRef;
import io.ringswarm.engine.EngineContext;
import io.ringswarm.engine.Envelope;
import io.ringswarm.engine.Offer;
import io.ringswarm.engine.Priority;
import io.ringswarm.engine.metrics.SendRefusals;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Sending from threads that have no sender. */
@Timeout(30)
class TellDoorTest {
    private static final int SLOTS = 64;

    private final TestEngine engine = TestEngine.launch(new EngineContext()
            .ringSlots(SLOTS)
            .slotBytes(128)
            .maxBodyBytes(1_000)
            .overflowBuffers(1)
            .deadLetterListener((message, reason, cause) -> {}));
    private final Probe probe = new Probe();
    private final AgentRef target = engine.spawn("probe", () -> probe);

    @AfterEach
    void closeTheEngine() {
        engine.close();
    }

    @Test
    void shouldDeliverWithAllThatTheEnvelopeSays() {
        Envelope envelope = new Envelope()
                .priority(Priority.HIGH)
                .correlationId(3)
                .traceId(4)
                .dueNs(5)
                .deadlineNs(Long.MAX_VALUE - 1);
        assertThat(engine.engine().tell(target, Figure.of(1, 500), FIGURES, envelope))
                .isEqualTo(Offer.ACCEPTED);
        assertThat(engine.engine().tell(target, Figure.of(2), FIGURES)).isEqualTo(Offer.ACCEPTED);
        engine.runUntilIdle();
        assertThat(probe.received()).extracting(FigureCodec::number).containsExactly(1L, 2L);
        MessageCopy first = probe.received().get(0);
        assertThat(first.priority()).isEqualTo(Priority.HIGH);
        assertThat(first.correlationId()).isEqualTo(3);
        assertThat(first.traceId()).isEqualTo(4);
        assertThat(first.dueNs()).isEqualTo(5);
        assertThat(first.deadlineNs()).isEqualTo(Long.MAX_VALUE - 1);
        assertThat(first.sourceAddress()).isZero();
        assertThat(probe.last().priority()).isEqualTo(Priority.NORMAL);
    }

    @Test
    void shouldAnswerAsASenderWouldWhenItRefuses() {
        AgentRef gone = engine.spawn("gone", () -> probe);
        engine.engine().stop(gone);
        assertThat(engine.engine().tell(gone, Figure.of(1), FIGURES)).isEqualTo(Offer.NO_SUCH_AGENT);
        assertThat(engine.engine().tell(target, Figure.of(1, 1_001), FIGURES)).isEqualTo(Offer.TOO_LARGE);
        for (int i = 0; i < SLOTS; i++) {
            assertThat(engine.engine().tell(target, Figure.of(i), FIGURES)).isEqualTo(Offer.ACCEPTED);
        }
        assertThat(engine.engine().tell(target, Figure.of(1), FIGURES)).isEqualTo(Offer.BACK_PRESSURED);
        assertThatThrownBy(() -> engine.engine().tell(target, Figure.of(1), FIGURES, null))
                .isInstanceOf(NullPointerException.class);
        engine.close();
        assertThat(engine.engine().tell(target, Figure.of(1), FIGURES)).isEqualTo(Offer.CLOSED);
        assertThat(probe.count()).isEqualTo(SLOTS);
        assertThat(engine.counters().refusals()).as("as they were at close").isEqualTo(new SendRefusals(1, 1, 1, 0));
    }

    @Test
    void shouldSendNothingAndGoOnWhenACodecThrows() {
        FigureCodec broken = new FigureCodec() {
            @Override
            public void encode(Figure figure, BodyWriter out) {
                super.encode(figure, out);
                throw new IllegalArgumentException("on purpose");
            }
        };
        for (int i = 0; i < 100; i++) {
            assertThatThrownBy(() -> engine.engine().tell(target, Figure.of(1, 500), broken))
                    .hasMessage("on purpose");
        }
        assertThat(engine.engine().tell(target, Figure.of(2, 500), FIGURES)).isEqualTo(Offer.ACCEPTED);
        engine.runUntilIdle();
        assertThat(probe.received()).extracting(FigureCodec::number).containsExactly(2L);
    }

    @Test
    void shouldTakeWhatACodecSendsWhileItEncodes() {
        FigureCodec[] nested = new FigureCodec[1];
        nested[0] = new FigureCodec() {
            @Override
            public void encode(Figure figure, BodyWriter out) {
                if (figure.number > 0) {
                    assertThat(engine.engine().tell(target, Figure.of(figure.number - 1), nested[0]))
                            .isEqualTo(Offer.ACCEPTED);
                }
                super.encode(figure, out);
            }
        };
        assertThat(engine.engine().tell(target, Figure.of(20), nested[0])).isEqualTo(Offer.ACCEPTED);
        engine.runUntilIdle();
        assertThat(probe.received())
                .extracting(FigureCodec::number)
                .containsExactlyElementsOf(LongStream.rangeClosed(0, 20).boxed().toList());
    }

    @Test
    void shouldTakeWhatAnAgentSendsThroughItAndNeverWait() {
        List<Offer> offers = new ArrayList<>();
        AgentRef outspoken = engine.spawn("outspoken", () -> (message, self) -> {
            for (int i = 0; i < 2 * SLOTS; i++) {
                offers.add(engine.engine().tell(target, Figure.of(i), FIGURES));
            }
        });
        engine.tell(outspoken, Figure.of(0), FIGURES);
        engine.runUntilIdle();
        assertThat(offers.stream().filter(offer -> offer == Offer.ACCEPTED)).hasSize(SLOTS - 1);
        assertThat(offers).last().isEqualTo(Offer.BACK_PRESSURED);
        assertThat(probe.last().sourceAddress()).as("from outside").isZero();
    }

    @Test
    void shouldKeepTheOrderOfEachThreadWhenManyTell() throws Exception {
        int threads = 6;
        int each = 2_000;
        List<CompletableFuture<Void>> telling = new ArrayList<>();
        for (int thread = 0; thread < threads; thread++) {
            long number = thread;
            telling.add(CompletableFuture.runAsync(() -> {
                Envelope envelope = new Envelope().correlationId(number);
                for (int i = 0; i < each; i++) {
                    while (engine.engine().tell(target, Figure.of(i), FIGURES, envelope) != Offer.ACCEPTED) {
                        Thread.yield();
                    }
                }
            }));
        }
        while (probe.count() < threads * each) {
            engine.turn();
        }
        for (CompletableFuture<Void> thread : telling) {
            thread.get(10, TimeUnit.SECONDS);
        }
        for (int thread = 0; thread < threads; thread++) {
            long number = thread;
            assertThat(probe.received().stream().filter(message -> message.correlationId() == number))
                    .extracting(FigureCodec::number)
                    .hasSize(each)
                    .isSorted()
                    .doesNotHaveDuplicates();
        }
        assertThat(engine.counters().handled()).isEqualTo((long) threads * each);
    }
}
