package io.ringswarm.engine.work;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringswarm.codecs.BodyCodec;
import io.ringswarm.codecs.BodyReader;
import io.ringswarm.codecs.BodyWriter;
import io.ringswarm.codecs.Template;
import io.ringswarm.engine.AskOutcome;
import io.ringswarm.engine.EngineContext;
import io.ringswarm.engine.Offer;
import io.ringswarm.engine.work.cache.CacheOptions;
import io.ringswarm.engine.work.wire.SubmissionCodec;
import io.ringswarm.engine.work.wire.Templates;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Bytes that no submitter has written, sent to the desk: each is answered and counted, and no record is lost. */
@Timeout(120)
class MalformedSubmissionsTest {
    private static final int BODIES = 4_000;
    private static final int OPEN = 64;

    /** Sends bytes as they are, under any template. */
    private record Raw(Template template) implements BodyCodec<byte[]> {
        @Override
        public void encode(byte[] value, BodyWriter out) {
            out.length(value.length);
            out.putBytes(0, value, 0, value.length);
        }

        @Override
        public void decode(BodyReader in, byte[] into) {
            throw new UnsupportedOperationException();
        }
    }

    private final Raw submissions = new Raw(Templates.SUBMISSION);
    private final long seed = Long.getLong("work.seed", System.nanoTime());
    private final SplittableRandom random = new SplittableRandom(seed);
    private final Desktop desktop = new Desktop(
            new EngineContext().maxAsksInFlight(16_384).completionExecutor(Runnable::run),
            new WorkContext()
                    .maxOpenTasks(OPEN)
                    .semaphore("db", 1)
                    .timeLimit(Duration.ofMillis(50))
                    .cache(CacheOptions.DEFAULT));
    private long sent;
    private long answered;

    private void ask(byte[] body) {
        Offer offer = desktop.engine
                .sender()
                .ask(desktop.work.desk(), body, submissions, Duration.ofDays(10_000), (outcome, reply) -> {
                    assertThat(outcome).isEqualTo(AskOutcome.ANSWERED);
                    answered++;
                });
        if (offer == Offer.ACCEPTED) {
            sent++;
        } else {
            assertThat(offer).isEqualTo(Offer.BACK_PRESSURED);
            desktop.run();
        }
    }

    /** Random bytes, of which some are what a submitter would have written. */
    private byte[] body() {
        byte[] body = new byte
                [random.nextInt(4) == 0 ? random.nextInt(200) : SubmissionCodec.HEADER_BYTES + random.nextInt(40)];
        random.nextBytes(body);
        if (body.length >= SubmissionCodec.HEADER_BYTES && random.nextInt(5) > 0) {
            ByteBuffer fields = ByteBuffer.wrap(body).order(ByteOrder.LITTLE_ENDIAN);
            fields.putLong(0, random.nextInt(1_000)); // ids meet
            fields.putLong(8, random.nextInt(4)); // capabilities
            fields.putLong(16, random.nextInt(3)); // semaphores, of which there is one
            if (random.nextBoolean()) {
                fields.putLong(40, desktop.engine.clock().nanoTime() + random.nextInt(100_000_000));
            }
            fields.putInt(56, random.nextInt(5) - 1);
            fields.putShort(62, (short) (random.nextInt(12) - 1));
        }
        return body;
    }

    @Test
    void shouldAnswerAndCountEachWhateverItsBytesAre() {
        System.out.println("work.seed=" + seed);
        desktop.work.hire(
                "steady", new WorkerOptions().slots(3).can("red").handles(desktop.doubling, () -> (payload, task) -> {
                    switch (random.nextInt(4)) {
                        case 0 -> task.keep();
                        case 1 -> task.fail("no luck");
                        default -> task.succeed(payload);
                    }
                }));
        desktop.work.hire(
                "other",
                new WorkerOptions()
                        .queueCapacity(2)
                        .handles(desktop.doubling, () -> (payload, task) -> task.succeed(payload)));
        for (int i = 0; i < BODIES; i++) {
            ask(body());
            if (random.nextInt(8) == 0) {
                desktop.run();
            }
            if (random.nextInt(50) == 0) {
                desktop.advance(Duration.ofMillis(random.nextInt(40)));
            }
        }
        desktop.advance(Duration.ofMillis(200));
        WorkCounters counters = desktop.work.counters();
        assertThat(counters.submitted()).isEqualTo(sent);
        assertThat(counters.ended() + counters.open()).isEqualTo(sent);
        assertThat(counters.reasons()).containsKey("rejected: malformed");
        assertThat(counters.succeeded()).isPositive();
        assertThat(desktop.engine.deadLetters()).isEmpty();
        desktop.close();
        assertThat(answered).isEqualTo(sent);
        assertThat(desktop.work.counters().open()).isZero();
        assertThat(desktop.work.counters().ended()).isEqualTo(sent);
    }

    @Test
    void shouldStillTakeAsManyTasksAsBeforeWhenManyWereMalformed() {
        System.out.println("work.seed=" + seed);
        Desktop.Hands hands = desktop.hireHands("a", new WorkerOptions());
        for (int i = 0; i < BODIES; i++) {
            ask(new byte[random.nextInt(SubmissionCodec.HEADER_BYTES)]);
            desktop.run();
        }
        assertThat(answered).isEqualTo(BODIES);
        assertThat(desktop.work.counters().rejected()).isEqualTo(BODIES);
        for (int i = 0; i < OPEN; i++) {
            desktop.submit(i, new TaskOptions());
        }
        desktop.run();
        assertThat(desktop.work.counters().open()).isEqualTo(OPEN);
        assertThat(desktop.ends).isEmpty();
        desktop.submit(OPEN, new TaskOptions());
        desktop.run();
        assertThat(desktop.ends).hasSize(1);
        assertThat(hands.held).hasSize(1);
        desktop.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"CANCEL", "AFTERMATH", "NUDGE", "START", "ENDING"})
    void shouldGoOnWhenOtherMessagesAreRandomBytes(String template) {
        System.out.println("work.seed=" + seed);
        Template of = switch (template) {
            case "CANCEL" -> Templates.CANCEL;
            case "AFTERMATH" -> Templates.AFTERMATH;
            case "NUDGE" -> Templates.NUDGE;
            case "START" -> Templates.START;
            default -> Templates.ENDING;
        };
        Desktop.Hands hands = desktop.hireHands("a", new WorkerOptions());
        Raw raw = new Raw(of);
        for (int i = 0; i < 200; i++) {
            byte[] body = new byte[random.nextInt(40)];
            random.nextBytes(body);
            desktop.engine.tell(desktop.work.desk(), body, raw);
            desktop.run();
        }
        long task = desktop.submit(1, new TaskOptions());
        desktop.run();
        hands.succeed(0);
        assertThat(desktop.endOf(task).value()).isEqualTo(2);
        assertThat(desktop.work.counters().succeeded()).isEqualTo(1);
        desktop.close();
    }
}
