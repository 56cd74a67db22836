package io.ringswarm.engine.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ringswarm.codecs.BodyCodec;
import io.ringswarm.codecs.BodyReader;
import io.ringswarm.codecs.BodyWriter;
import io.ringswarm.codecs.Template;
import io.ringswarm.codecs.fixed.FixedCodec;
import io.ringswarm.engine.EngineContext;
import io.ringswarm.engine.Offer;
import io.ringswarm.engine.work.limit.ConcurrencyOptions;
import io.ringswarm.engine.work.routing.StrategyFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What is wrong with settings, names, codecs and handlers is said, and costs no task but the one that it hits. */
@Timeout(60)
class WorkFaultsTest {
    private static final int MAX_BODY = 1_024;

    private final Desktop desktop = new Desktop(
            new EngineContext().maxBodyBytes(MAX_BODY).completionExecutor(Runnable::run), new WorkContext());

    @AfterEach
    void close() {
        desktop.close();
        WorkCounters counters = desktop.work.counters();
        assertThat(counters.open()).isZero();
        assertThat(counters.ended()).isEqualTo(counters.submitted());
    }

    /** A codec that throws when a figure has a certain value. */
    private static final class Touchy extends FixedCodec<Figure> {
        private final long unwritable;
        private final long unreadable;

        Touchy(int template, long unwritable, long unreadable) {
            super(new Template(template, 1, 0), Long.BYTES, Long.BYTES);
            this.unwritable = unwritable;
            this.unreadable = unreadable;
        }

        @Override
        protected void write(Figure value, BodyWriter out) {
            if (value.value == unwritable) {
                throw new IllegalStateException("cannot write");
            }
            out.putLong(0, value.value);
        }

        @Override
        protected void read(BodyReader in, Figure into) {
            into.value = in.getLong(0);
            if (into.value == unreadable) {
                throw new IllegalStateException("cannot read");
            }
        }
    }

    /** Writes as many bytes as the figure says. */
    private static final BodyCodec<Figure> SIZED = new BodyCodec<>() {
        private final Template template = new Template(903, 1, 0);

        @Override
        public Template template() {
            return template;
        }

        @Override
        public void encode(Figure value, BodyWriter out) {
            out.length((int) value.value);
            out.putBytes(0, new byte[(int) value.value], 0, (int) value.value);
        }

        @Override
        public void decode(BodyReader in, Figure into) {
            into.value = in.length();
        }
    };

    private TaskKind<Figure, Figure> touchy(Supplier<Figure> newPayload) {
        return desktop.work.kind("touchy", new Touchy(901, 1, 2), newPayload, new Touchy(902, 30, 40), Figure::new);
    }

    private TaskResult<Figure> submit(TaskKind<Figure, Figure> kind, long figure) {
        List<TaskResult<Figure>> heard = new ArrayList<>();
        assertThat(desktop.submitter.submit(
                        kind,
                        Figure.of(figure),
                        new TaskOptions(),
                        kind.onEnd(ending -> heard.add(new TaskResult<>(
                                ending.taskId(),
                                ending.end(),
                                ending.reason(),
                                ending.value(),
                                ending.why(),
                                ending.tookNs())))))
                .isEqualTo(Offer.ACCEPTED);
        desktop.run();
        assertThat(heard).hasSize(1);
        return heard.get(0);
    }

    @Test
    void shouldSayWhichCodecThrewAndGoOn() {
        TaskKind<Figure, Figure> kind = touchy(Figure::new);
        desktop.work.hire("a", new WorkerOptions().handles(kind, () -> (payload, task) -> {
            payload.value *= 10;
            assertThat(task.succeed(payload)).isTrue();
        }));
        assertThatThrownBy(() -> desktop.submitter.tell(kind, Figure.of(1), new TaskOptions()))
                .hasMessage("cannot write");
        TaskResult<Figure> unsent = desktop.work
                .submit(kind, Figure.of(1))
                .result()
                .toCompletableFuture()
                .join();
        assertThat(unsent.end()).isEqualTo(TaskEnd.REJECTED);
        assertThat(unsent.reason()).isEqualTo(EndReason.PAYLOAD_CODEC);
        assertThat(unsent.why()).contains("cannot write");
        TaskResult<Figure> unread = submit(kind, 2);
        assertThat(unread.end()).isEqualTo(TaskEnd.FAILED);
        assertThat(unread.reason()).isEqualTo(EndReason.PAYLOAD_CODEC);
        assertThat(unread.why()).contains("cannot read");
        TaskResult<Figure> unwritten = submit(kind, 3);
        assertThat(unwritten.end()).isEqualTo(TaskEnd.FAILED);
        assertThat(unwritten.reason()).isEqualTo(EndReason.RESULT_CODEC);
        assertThat(unwritten.why()).contains("cannot write");
        TaskResult<Figure> unheard = submit(kind, 4);
        assertThat(unheard.end()).isEqualTo(TaskEnd.SUCCEEDED);
        assertThat(unheard.reason()).isEqualTo(EndReason.RESULT_CODEC);
        assertThat(unheard.value()).isNull();
        assertThat(unheard.why()).contains("cannot read");
        assertThat(submit(kind, 5).value().value).isEqualTo(50);
        assertThat(desktop.work.counters().reasons())
                .containsEntry("rejected: payload codec", 2L)
                .containsEntry("failed: payload codec", 1L)
                .containsEntry("failed: result codec", 1L);
    }

    @Test
    void shouldSayTooLargeWhenAPayloadFitsNoMessage() {
        TaskKind<Figure, Figure> kind = desktop.work.kind("sized", SIZED, Figure::new, SIZED, Figure::new);
        desktop.work.hire("a", new WorkerOptions().handles(kind, () -> (payload, task) -> task.succeed(Figure.of(0))));
        int accepted = 0;
        int tooLarge = 0;
        for (int bytes = MAX_BODY - 100; bytes <= MAX_BODY + 100; bytes++) {
            Offer offer = desktop.submitter.tell(kind, Figure.of(bytes), new TaskOptions());
            desktop.run();
            assertThat(offer).isEqualTo(tooLarge > 0 ? Offer.TOO_LARGE : offer);
            accepted += offer == Offer.ACCEPTED ? 1 : 0;
            tooLarge += offer == Offer.TOO_LARGE ? 1 : 0;
        }
        assertThat(accepted).isPositive();
        assertThat(tooLarge).isGreaterThan(100);
        assertThat(accepted + tooLarge).isEqualTo(201);
        TaskResult<Figure> result = desktop.work
                .submit(kind, Figure.of(MAX_BODY))
                .result()
                .toCompletableFuture()
                .join();
        assertThat(result.reason()).isEqualTo(EndReason.TOO_LARGE);
        assertThat(desktop.work.counters().succeeded()).isEqualTo(accepted);
        assertThat(desktop.work.counters().reasons()).containsOnly(Map.entry("rejected: too large", tooLarge + 1L));
    }

    @Test
    void shouldSayTooLargeWhenAResultFitsNoMessage() {
        TaskKind<Figure, Figure> kind = desktop.work.kind("sized", Figure.CODEC, Figure::new, SIZED, Figure::new);
        desktop.work.hire("a", new WorkerOptions().handles(kind, () -> (payload, task) -> task.succeed(payload)));
        int done = 0;
        for (int bytes = MAX_BODY - 100; bytes <= MAX_BODY + 100; bytes++) {
            TaskResult<Figure> result = submit(kind, bytes);
            if (result.reason() == EndReason.DONE) {
                assertThat(bytes)
                        .isEqualTo(MAX_BODY - 100 + done++); // no larger one after the first that was too large
            } else {
                assertThat(result.reason()).isEqualTo(EndReason.TOO_LARGE);
            }
        }
        assertThat(done).isPositive();
    }

    @Test
    void shouldFailTheTaskWhenNoObjectCanBeMadeForThePayloadOfAFunction() {
        int[] made = new int[1];
        TaskKind<Figure, Figure> kind = touchy(() -> {
            if (made[0]++ == 0) {
                throw new IllegalStateException("none left");
            }
            return new Figure();
        });
        desktop.work.hire("a", new WorkerOptions().runs(kind, (payload, attempt) -> payload));
        TaskResult<Figure> result = submit(kind, 5);
        assertThat(result.end()).isEqualTo(TaskEnd.FAILED);
        assertThat(result.reason()).isEqualTo(EndReason.PAYLOAD_CODEC);
        assertThat(result.why()).contains("none left");
    }

    @Test
    void shouldFailTheTaskWhenItsHandlerNeitherEndsNorKeepsIt() {
        desktop.work.hire("a", new WorkerOptions().handles(desktop.doubling, () -> (payload, task) -> {}));
        long task = desktop.submit(1, new TaskOptions());
        desktop.run();
        assertThat(desktop.endOf(task).reason()).isEqualTo(EndReason.WORKER_FAILED);
        assertThat(desktop.endOf(task).why()).contains("neither ended nor kept");
    }

    @Test
    void shouldKeepTheFirstWordWhenAHandlerThrowsAfterItHasSucceeded() {
        desktop.work.hire("a", new WorkerOptions().handles(desktop.doubling, () -> (payload, task) -> {
            task.succeed(payload);
            throw new IllegalStateException("too late");
        }));
        long task = desktop.submit(1, new TaskOptions());
        desktop.run();
        assertThat(desktop.endOf(task).end()).isEqualTo(TaskEnd.SUCCEEDED);
        assertThat(desktop.work.counters().duplicateCompletions()).isZero();
    }

    @Test
    void shouldCutWhatAHandlerSaysAtTwoHundredCharacters() {
        desktop.work.hire(
                "a",
                new WorkerOptions().handles(desktop.doubling, () -> (payload, task) -> task.fail("x".repeat(10_000))));
        long task = desktop.submit(1, new TaskOptions());
        desktop.run();
        assertThat(desktop.endOf(task).why()).hasSize(200);
    }

    @Test
    void shouldFailWithNoWordsWhenAHandlerGivesNone() {
        desktop.work.hire("a", new WorkerOptions().handles(desktop.doubling, () -> (payload, task) -> task.fail(null)));
        long task = desktop.submit(1, new TaskOptions());
        desktop.run();
        assertThat(desktop.endOf(task).end()).isEqualTo(TaskEnd.FAILED);
    }

    @Test
    void shouldHireNobodyWhenAHandlersFactoryThrows() {
        assertThatThrownBy(() -> desktop.work.hire("a", new WorkerOptions().handles(desktop.doubling, () -> {
                            throw new IllegalStateException("no handler");
                        })))
                .hasMessage("no handler");
        long task = desktop.submit(1, new TaskOptions());
        desktop.run();
        assertThat(desktop.endOf(task).reason()).isEqualTo(EndReason.NO_CAPABLE_WORKER);
        desktop.hireQuick("a"); // its name is free
        desktop.run();
    }

    @Test
    void shouldRefuseNamesThatAreBlankOrTaken() {
        desktop.hireQuick("a");
        assertThatThrownBy(() -> desktop.hireQuick("a"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("a");
        for (String name : new String[] {null, "", " "}) {
            assertThatThrownBy(() -> desktop.hireQuick(name))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("worker=" + name);
            assertThatThrownBy(() -> desktop.work.kind(name, Figure.CODEC, Figure::new, Figure.CODEC, Figure::new))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("kind=" + name);
        }
        assertThatThrownBy(() -> desktop.work.kind("doubling", Figure.CODEC, Figure::new, Figure.CODEC, Figure::new))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("doubling");
        assertThatThrownBy(() -> Work.open(desktop.engine.engine(), new WorkContext()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("work");
    }

    @Test
    void shouldRefuseWorkersThatDoNothingOrLiveNowhere() {
        assertThatThrownBy(() -> desktop.work.hire("b", new WorkerOptions()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("worker=b");
        assertThatThrownBy(() -> desktop.hireHands("b", new WorkerOptions().shard(7)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("7");
        assertThatThrownBy(() -> new WorkerOptions().slots(0)).hasMessageContaining("slots=0");
        assertThatThrownBy(() -> new WorkerOptions().queueCapacity(0)).hasMessageContaining("queueCapacity=0");
    }

    @Test
    void shouldRefuseKindsOfAnotherWork() {
        try (Work other = Work.open(desktop.engine.engine(), new WorkContext().name("other"))) {
            TaskKind<Figure, Figure> foreign =
                    other.kind("doubling", Figure.CODEC, Figure::new, Figure.CODEC, Figure::new);
            assertThatThrownBy(() -> desktop.work.submit(foreign, Figure.of(1)))
                    .isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> desktop.submitter.tell(foreign, Figure.of(1), new TaskOptions()))
                    .isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() ->
                            desktop.work.hire("c", new WorkerOptions().handles(foreign, () -> (payload, task) -> {})))
                    .isInstanceOf(IllegalArgumentException.class);
        }
        assertThat(desktop.work.counters().submitted()).isZero();
    }

    @Test
    void shouldRefuseTasksThatHoldWhatIsNotThere() {
        TaskOptions options = new TaskOptions().holds("nothing");
        assertThatThrownBy(() -> desktop.work.submit(desktop.doubling, Figure.of(1), options))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("semaphore=nothing");
        assertThatThrownBy(() -> desktop.submitter.tell(desktop.doubling, Figure.of(1), options))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("semaphore=nothing");
        assertThat(desktop.work.counters().submitted()).isZero();
    }

    @Test
    void shouldRefuseNullsAtOnce() {
        assertThatThrownBy(() -> desktop.submitter.submit(desktop.doubling, Figure.of(1), new TaskOptions(), null))
                .isInstanceOf(NullPointerException.class)
                .hasMessage("onEnd");
        assertThatThrownBy(() -> desktop.work.submit(null, Figure.of(1))).isInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> desktop.work.submit(desktop.doubling, Figure.of(1), null))
                .isInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> desktop.work.hire("a", null)).isInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> Work.open(null, new WorkContext())).isInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> desktop.work.submitter(null)).isInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> new TaskOptions().priority(null)).isInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> new TaskOptions().idempotencyKey("")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new TaskOptions().idempotencyKey("ä".repeat(61)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("122 bytes");
        assertThat(desktop.work.counters().submitted()).isZero();
    }

    @Test
    void shouldNameEverySettingAtFaultAtOnce() {
        WorkContext wrong = new WorkContext()
                .name(" ")
                .maxOpenTasks(0)
                .shard(-1)
                .strategy((StrategyFactory) null)
                .backoff(null)
                .timeLimit(Duration.ZERO)
                .concurrency((ConcurrencyOptions) null)
                .semaphore("db", 0)
                .semaphore(" ", 1)
                .idempotency(0, Duration.ofSeconds(-1))
                .targetTime(null)
                .threads(0, 0)
                .closeTimeout(null);
        assertThatThrownBy(() -> Work.open(desktop.engine.engine(), wrong))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll(
                        "name= ",
                        "maxOpenTasks=0",
                        "shard=-1",
                        "strategy=null",
                        "backoff=null",
                        "timeLimit=PT0S",
                        "concurrency=null",
                        "permits of db=0",
                        "semaphore= ",
                        "idempotencyKeys=0",
                        "idempotencyTtl=PT-1S",
                        "targetTime=null",
                        "cpuThreads=0",
                        "ioThreads=0",
                        "closeTimeout=null");
        assertThatThrownBy(() -> new WorkContext().strategy("fastest"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("fastest")
                .hasMessageContaining("round");
    }

    @Test
    void shouldNotTryAgainWhatACodecCouldNotDo() {
        TaskKind<Figure, Figure> kind = touchy(Figure::new);
        desktop.work.hire("a", new WorkerOptions().handles(kind, () -> (payload, task) -> {
            payload.value *= 10;
            task.succeed(payload);
        }));
        for (long figure = 2; figure <= 3; figure++) { // one cannot be read, of the other the result cannot be written
            assertThat(desktop.submitter.tell(kind, Figure.of(figure), new TaskOptions().idempotent()))
                    .isEqualTo(Offer.ACCEPTED);
        }
        desktop.run();
        assertThat(desktop.work.counters().failed()).isEqualTo(2);
        assertThat(desktop.work.counters().started()).isEqualTo(2);
    }
}
