package io.ringswarm.engine.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ringswarm.codecs.BodyReader;
import io.ringswarm.codecs.BodyWriter;
import io.ringswarm.codecs.Template;
import io.ringswarm.codecs.fixed.FixedCodec;
import io.ringswarm.engine.EngineContext;
import io.ringswarm.engine.Offer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Each start ends in an answer, whatever a codec, a factory or an exception does. */
@Timeout(60)
class HostFaultsTest {
    private static final int SMALL_BODY = 256;
    private static final int MANY = 20; // as many as are in hand at most
    private static final Supplier<Throwable> NOTHING = () -> null;

    private final Desktop desktop = new Desktop(
            new EngineContext().maxBodyBytes(SMALL_BODY).completionExecutor(Runnable::run), new WorkContext());
    private Supplier<Throwable> reading = NOTHING;
    private Supplier<Throwable> writing = NOTHING;
    private Supplier<Throwable> making = NOTHING;
    private Supplier<Throwable> submitting = NOTHING;
    private Supplier<Throwable> hearing = NOTHING;
    private Supplier<Throwable> makingResult = NOTHING;

    /** What code that is not ours may throw. */
    private enum Fault {
        ERROR(() -> new NoClassDefFoundError("broken")),
        SNEAKED(() -> new IOException("broken")),
        NEITHER(() -> new Throwable("broken")),
        UNSPEAKABLE(() -> new Mute(true)),
        WORDLESS(() -> new Mute(false));

        private final Supplier<Throwable> made;

        Fault(Supplier<Throwable> made) {
            this.made = made;
        }

        String text() {
            return this == UNSPEAKABLE || this == WORDLESS ? Mute.class.getName() : "broken";
        }
    }

    /** An exception without words. */
    static final class Mute extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final boolean throwing;

        Mute(boolean throwing) {
            this.throwing = throwing;
        }

        @Override
        public String getMessage() {
            return toString();
        }

        @Override
        public String toString() {
            if (throwing) {
                throw new StackOverflowError("no words");
            }
            return null;
        }
    }

    @SuppressWarnings("unchecked")
    private static <T extends Throwable> void sneak(Supplier<Throwable> fault) throws T {
        Throwable thrown = fault.get();
        if (thrown != null) {
            throw (T) thrown;
        }
    }

    /** A codec that throws once, when it is told to. */
    private final class Faulty extends FixedCodec<Figure> {
        private final boolean isResult;

        Faulty(int template, boolean isResult) {
            super(new Template(template, 1, 0), Long.BYTES, Long.BYTES);
            this.isResult = isResult;
        }

        @Override
        protected void write(Figure value, BodyWriter out) {
            if (isResult) {
                HostFaultsTest.<RuntimeException>sneak(writing);
            } else {
                HostFaultsTest.<RuntimeException>sneak(submitting);
            }
            out.putLong(0, value.value);
        }

        @Override
        protected void read(BodyReader in, Figure into) {
            if (!isResult) {
                HostFaultsTest.<RuntimeException>sneak(reading);
            } else {
                HostFaultsTest.<RuntimeException>sneak(hearing);
            }
            into.value = in.getLong(0);
        }
    }

    private final TaskKind<Figure, Figure> kind = desktop.work.kind(
            "faulty", new Faulty(911, false), this::newPayload, new Faulty(912, true), this::newResult);

    private Figure newResult() {
        HostFaultsTest.<RuntimeException>sneak(makingResult);
        return new Figure();
    }

    private Figure newPayload() {
        HostFaultsTest.<RuntimeException>sneak(making);
        return new Figure();
    }

    @AfterEach
    void close() {
        desktop.close();
        WorkCounters counters = desktop.work.counters();
        assertThat(counters.open()).isZero();
        assertThat(counters.ended()).isEqualTo(counters.submitted());
    }

    private TaskResult<Long> submit(long figure) {
        List<TaskResult<Long>> heard = new ArrayList<>();
        assertThat(desktop.submitter.submit(
                        kind,
                        Figure.of(figure),
                        new TaskOptions(),
                        kind.onEnd(ending -> heard.add(new TaskResult<>(
                                ending.taskId(),
                                ending.end(),
                                ending.reason(),
                                ending.value() == null ? null : ending.value().value,
                                ending.why(),
                                ending.tookNs())))))
                .isEqualTo(Offer.ACCEPTED);
        desktop.run();
        assertThat(heard).hasSize(1);
        return heard.get(0);
    }

    private void assertFailed(TaskResult<Long> result, EndReason reason, Fault fault) {
        assertThat(result.end()).isEqualTo(TaskEnd.FAILED);
        assertThat(result.reason()).isEqualTo(reason);
        assertThat(result.why()).contains(fault.text());
        reading = NOTHING;
        writing = NOTHING;
        making = NOTHING;
    }

    private void assertUnread(TaskResult<?> result, Fault fault) {
        assertThat(result.end()).isEqualTo(TaskEnd.SUCCEEDED);
        assertThat(result.reason()).isEqualTo(EndReason.RESULT_CODEC);
        assertThat(result.isSuccess()).isFalse();
        assertThat(result.value()).isNull();
        assertThat(result.why()).contains(fault.text());
        hearing = NOTHING;
        makingResult = NOTHING;
    }

    private TaskResult<Figure> submitForStage(long figure) {
        Submitted<Figure> task = desktop.work.submit(kind, Figure.of(figure));
        desktop.run();
        return task.result()
                .toCompletableFuture()
                .orTimeout(30, TimeUnit.SECONDS)
                .join();
    }

    private static void echo(Figure payload, Task<Figure> task) {
        task.succeed(payload);
    }

    @ParameterizedTest
    @EnumSource
    void shouldFailTheTaskAndGoOnWhenItsPayloadCannotBeDecoded(Fault fault) {
        desktop.work.hire("a", new WorkerOptions().handles(kind, () -> HostFaultsTest::echo));
        reading = fault.made;
        assertFailed(submit(1), EndReason.PAYLOAD_CODEC, fault);
        assertThat(submit(2).value()).isEqualTo(2); // by its only slot
    }

    @ParameterizedTest
    @EnumSource
    void shouldFailTheTaskOfAFunctionWhenItsPayloadCannotBeDecoded(Fault fault) {
        desktop.work.hire("a", new WorkerOptions().runs(kind, (payload, attempt) -> payload));
        reading = fault.made;
        assertFailed(submit(1), EndReason.PAYLOAD_CODEC, fault);
        making = fault.made;
        assertFailed(submit(2), EndReason.PAYLOAD_CODEC, fault);
    }

    @ParameterizedTest
    @EnumSource
    void shouldFailTheTaskAndGoOnWhenItsResultCannotBeEncoded(Fault fault) {
        desktop.work.hire("a", new WorkerOptions().handles(kind, () -> HostFaultsTest::echo));
        writing = fault.made;
        assertFailed(submit(1), EndReason.RESULT_CODEC, fault);
        assertThat(submit(2).value()).isEqualTo(2);
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "ERROR") // the engine judges of errors
    void shouldFailTheTaskAndGoOnWhenItsHandlerThrows(Fault fault) {
        desktop.work.hire("a", new WorkerOptions().handles(kind, () -> (payload, task) -> {
            if (payload.value == 1) {
                HostFaultsTest.<RuntimeException>sneak(fault.made);
            }
            task.succeed(payload);
            HostFaultsTest.<RuntimeException>sneak(fault.made); // which is logged
        }));
        assertFailed(submit(1), EndReason.WORKER_FAILED, fault);
        assertThat(submit(2).value()).isEqualTo(2);
    }

    @ParameterizedTest
    @EnumSource
    void shouldNotCallItASuccessWhenItsResultCannotBeDecoded(Fault fault) {
        desktop.work.hire("a", new WorkerOptions().handles(kind, () -> HostFaultsTest::echo));
        hearing = fault.made;
        assertUnread(submit(1), fault);
        hearing = fault.made;
        assertUnread(submitForStage(2), fault);
        makingResult = fault.made;
        assertUnread(submit(3), fault);
        makingResult = fault.made;
        assertUnread(submitForStage(4), fault);
        TaskResult<Figure> read = submitForStage(5);
        assertThat(read.isSuccess()).isTrue();
        assertThat(read.value().value).isEqualTo(5);
        assertThat(submit(6).isSuccess()).isTrue();
    }

    @ParameterizedTest
    @EnumSource(names = {"ERROR", "UNSPEAKABLE", "WORDLESS"})
    void shouldRejectTheTaskWhenItsPayloadCannotBeEncoded(Fault fault) {
        desktop.work.hire("a", new WorkerOptions().handles(kind, () -> HostFaultsTest::echo));
        submitting = fault.made;
        TaskResult<Figure> rejected = submitForStage(1);
        assertThat(rejected.end()).isEqualTo(TaskEnd.REJECTED);
        assertThat(rejected.reason()).isEqualTo(EndReason.PAYLOAD_CODEC);
        assertThat(rejected.why()).contains(fault.text());
        assertThatThrownBy(() -> desktop.submitter.tell(kind, Figure.of(2), new TaskOptions()))
                .isInstanceOf(fault.made.get().getClass());
        assertThat(desktop.work.counters().rejected()).isEqualTo(2);
        submitting = NOTHING;
        assertThat(submitForStage(3).isSuccess()).isTrue();
    }

    @Test
    void shouldHireNobodyWhenAFactoryGivesNoHandler() {
        assertThatThrownBy(() -> desktop.work.hire("a", new WorkerOptions().handles(kind, () -> null)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("worker=a")
                .hasMessageContaining("kind=faulty");
        assertThat(submit(1).reason()).isEqualTo(EndReason.NO_CAPABLE_WORKER);
        desktop.hireQuick("a"); // its name is free
        desktop.run();
    }

    @Test
    void shouldTellOfEachKeptTaskOnceWhenTheWorkerIsStopped() {
        List<Long> tickets = new ArrayList<>();
        List<Long> told = new ArrayList<>();
        List<Task<Figure>> kept = new ArrayList<>();
        Worker worker = desktop.work.hire(
                "a", new WorkerOptions().slots(MANY).handles(desktop.doubling, () -> new TaskHandler<Figure, Figure>() {
                    @Override
                    public void onTask(Figure payload, Task<Figure> task) {
                        tickets.add(task.ticket());
                        kept.add(task.keep());
                    }

                    @Override
                    public void onCancel(long ticket) {
                        told.add(ticket);
                        Task<Figure> task = kept.get(tickets.indexOf(ticket));
                        assertThat(task.isCancelled()).isTrue();
                        if (kept.indexOf(task) % 2 == 0) {
                            task.fail("stopped");
                        }
                        throw new Mute(true);
                    }
                }));
        for (int i = 0; i < MANY; i++) {
            desktop.submit(i, new TaskOptions());
        }
        desktop.run();
        desktop.work.cancel(desktop.submitter.lastTaskId());
        desktop.run();
        assertThat(told).containsExactly(tickets.get(MANY - 1));
        desktop.engine.engine().stop(worker.ref());
        desktop.run();
        assertThat(told).hasSize(MANY).containsExactlyInAnyOrderElementsOf(tickets);
        assertThat(desktop.ends).hasSize(MANY);
    }

    @Test
    void shouldShortenWhatAHandlerSaysWhenItFitsNoMessage() {
        for (String why :
                new String[] {"\u20ac".repeat(190), "x" + "\u20ac".repeat(190), "xx" + "\u20ac".repeat(190)}) {
            Worker worker = desktop.work.hire(
                    "w" + why.indexOf('\u20ac'),
                    new WorkerOptions().handles(kind, () -> (payload, task) -> task.fail(why)));
            TaskResult<Long> result = submit(1);
            assertThat(result.end()).isEqualTo(TaskEnd.FAILED);
            assertThat(result.reason()).isEqualTo(EndReason.WORKER_FAILED);
            assertThat(why).startsWith(result.why());
            assertThat(result.why().length()).isGreaterThan(60);
            desktop.engine.engine().stop(worker.ref());
            desktop.run();
        }
    }
}
