package io.ringswarm.engine.work;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringswarm.codecs.BodyReader;
import io.ringswarm.codecs.BodyWriter;
import io.ringswarm.codecs.Template;
import io.ringswarm.codecs.fixed.FixedCodec;
import io.ringswarm.engine.Agent;
import io.ringswarm.engine.AgentContext;
import io.ringswarm.engine.AgentRef;
import io.ringswarm.engine.EngineContext;
import io.ringswarm.engine.Message;
import io.ringswarm.engine.Offer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What comes at once is more than a way of four messages holds: it is said later, once, and as it was. */
@Timeout(60)
class NarrowWaysTest {
    private static final int TASKS = 20;
    private static final int SLOT_BYTES = 256;
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration SOON = Duration.ofMillis(100);

    private final List<TaskResult<Long>> told = new ArrayList<>();
    private Desktop desktop;
    private Desktop.Hands hands;

    private void open(int shards, WorkContext context) {
        desktop = new Desktop(
                new EngineContext()
                        .shards(shards)
                        .ringSlots(4)
                        .localQueueSlots(4)
                        .outboxMessages(4)
                        .parkedMessages(4)
                        .maxAsksInFlight(512),
                context.maxConcurrency(0).balancing(false));
        hands = desktop.hireHands("a", new WorkerOptions().slots(TASKS).shard(shards - 1));
        desktop.run();
    }

    @AfterEach
    void close() {
        desktop.close();
        WorkCounters counters = desktop.work.counters();
        assertThat(counters.open()).isZero();
        assertThat(counters.ended()).isEqualTo(counters.submitted());
    }

    private void submitAll(TaskOptions options) {
        for (int i = 0; i < TASKS; i++) {
            desktop.submit(i, options);
            desktop.run();
        }
    }

    private void assertAllEnded(TaskEnd end, EndReason reason) {
        assertThat(desktop.ends).hasSize(TASKS).allSatisfy(one -> {
            assertThat(one.end()).isEqualTo(end);
            assertThat(one.reason()).isEqualTo(reason);
        });
        assertThat(desktop.ends).extracting(TaskResult::taskId).doesNotHaveDuplicates();
    }

    @ParameterizedTest(name = "shards={0}")
    @ValueSource(ints = {1, 2})
    void shouldStartAllTasksThatMoveToAWorkerAtOnce(int shards) {
        open(shards, new WorkContext());
        submitAll(new TaskOptions());
        submitAll(new TaskOptions());
        assertThat(hands.figures).hasSize(TASKS);
        Desktop.Hands other =
                desktop.hireHands("b", new WorkerOptions().slots(2 * TASKS).shard(shards - 1));
        desktop.engine.engine().stop(hands.worker.ref());
        desktop.advance(SOON);
        assertThat(other.figures).hasSize(TASKS).doesNotHaveDuplicates();
    }

    @ParameterizedTest(name = "shards={0}")
    @ValueSource(ints = {1, 2})
    void shouldTellAWorkerOfEachTaskThatIsGivenUpAndUseItsSlotAgain(int shards) {
        open(shards, new WorkContext());
        submitAll(new TaskOptions().deadline(SECOND));
        assertThat(hands.figures).hasSize(TASKS);
        desktop.advance(SECOND);
        desktop.advance(SOON);
        assertAllEnded(TaskEnd.EXPIRED, EndReason.DEADLINE);
        assertThat(hands.cancelled).hasSize(TASKS).doesNotHaveDuplicates();
        desktop.act(
                hands,
                () -> hands.held.forEach(
                        task -> assertThat(task.succeed(Figure.of(0))).isTrue()));
        desktop.advance(SOON);
        assertThat(desktop.work.counters().duplicateCompletions()).isEqualTo(TASKS);
        submitAll(new TaskOptions());
        desktop.advance(SOON);
        assertThat(hands.figures).hasSize(2 * TASKS);
        submitAll(new TaskOptions());
        assertThat(hands.figures).hasSize(2 * TASKS); // no slot is free twice
    }

    @ParameterizedTest(name = "shards={0}")
    @ValueSource(ints = {1, 2})
    void shouldKeepEachWordOfAWorkerThatEndsAllAtOnce(int shards) {
        open(shards, new WorkContext());
        submitAll(new TaskOptions());
        desktop.act(hands, () -> {
            for (int i = 0; i < TASKS; i++) {
                Task<Figure> task = hands.held.get(i);
                assertThat(i % 2 == 0 ? task.succeed(Figure.of(i + 100)) : task.fail("why " + i))
                        .isTrue();
                assertThat(task.succeed(Figure.of(0))).isFalse();
                assertThat(task.fail("twice")).isFalse();
            }
        });
        desktop.advance(SOON);
        assertThat(desktop.ends).hasSize(TASKS);
        for (int i = 0; i < TASKS; i++) {
            TaskResult<Long> end = desktop.endOf(hands.held.get(i).taskId());
            assertThat(end.end()).isEqualTo(i % 2 == 0 ? TaskEnd.SUCCEEDED : TaskEnd.FAILED);
            assertThat(end.reason()).isEqualTo(i % 2 == 0 ? EndReason.DONE : EndReason.WORKER_FAILED);
            assertThat(end.value()).isEqualTo(i % 2 == 0 ? i + 100L : null);
            assertThat(end.why()).isEqualTo(i % 2 == 0 ? "" : "why " + i);
        }
        assertThat(desktop.work.counters().duplicateCompletions()).isEqualTo(2 * TASKS);
        submitAll(new TaskOptions());
        assertThat(hands.figures).hasSize(2 * TASKS);
        assertThat(hands.held.get(TASKS).isCancelled()).isFalse();
    }

    /** What it has ended is its affair no more, though nobody knows it yet. */
    @ParameterizedTest(name = "shards={0} stop={1}")
    @CsvSource({"1, false", "1, true", "2, false", "2, true"})
    void shouldNotTellAWorkerOfWhatItHasEndedWhenItsWordIsStillOwed(int shards, boolean isStopped) {
        desktop = new Desktop(
                new EngineContext().shards(shards).slotBytes(SLOT_BYTES).overflowBuffers(2), new WorkContext());
        hands = desktop.hireHands("a", new WorkerOptions().slots(TASKS).shard(shards - 1));
        submitAll(new TaskOptions());
        desktop.act(hands, () -> hands.held.forEach(task -> task.fail(why(0))));
        assertThat(desktop.ends).hasSizeLessThan(TASKS);
        if (isStopped) {
            desktop.engine.engine().stop(hands.worker.ref());
        } else {
            hands.held.forEach(task -> desktop.work.cancel(task.taskId()));
        }
        desktop.advance(SOON);
        assertThat(hands.cancelled).isEmpty();
        assertThat(desktop.ends).hasSize(TASKS).extracting(TaskResult::taskId).doesNotHaveDuplicates();
        if (!isStopped) {
            submitAll(new TaskOptions());
            submitAll(new TaskOptions());
            assertThat(hands.figures).hasSize(2 * TASKS); // each slot is free, and once
        }
    }

    /** A figure in more bytes than a slot has. */
    private static final class Wide extends FixedCodec<Figure> {
        private static final int BYTES = 400;

        private Wide() {
            super(new Template(905, 1, 0), BYTES, BYTES);
        }

        @Override
        protected void write(Figure value, BodyWriter out) {
            out.putLong(0, value.value);
        }

        @Override
        protected void read(BodyReader in, Figure into) {
            into.value = in.getLong(0);
        }
    }

    /** Answers that fit no slot, and two buffers for those. The last call ends all tasks, its own among them. */
    @ParameterizedTest(name = "shards={0} throws={1}")
    @CsvSource({"1, false", "1, true", "2, false", "2, true"})
    void shouldKeepEachWordOfAWorkerWhenThereIsNoBufferForIt(int shards, boolean isThrowing) {
        desktop = new Desktop(
                new EngineContext().shards(shards).slotBytes(SLOT_BYTES).overflowBuffers(2), new WorkContext());
        TaskKind<Figure, Figure> wide = desktop.work.kind("wide", Figure.CODEC, Figure::new, new Wide(), Figure::new);
        List<Task<Figure>> held = new ArrayList<>();
        desktop.work.hire(
                "b", new WorkerOptions().slots(TASKS).shard(shards - 1).handles(wide, () -> (payload, task) -> {
                    held.add(held.size() == TASKS - 1 ? task : task.keep());
                    if (held.size() == TASKS) {
                        for (int i = 0; i < TASKS; i++) {
                            Task<Figure> one = held.get(i);
                            assertThat(i % 2 == 1 ? one.succeed(Figure.of(i)) : one.fail(why(i)))
                                    .isTrue();
                            assertThat(one.succeed(payload)).isFalse();
                        }
                        if (isThrowing) {
                            throw new IllegalStateException("too late");
                        }
                    }
                }));
        EndReader<Figure> reader = wide.onEnd(ending -> told.add(new TaskResult<>(
                ending.taskId(),
                ending.end(),
                ending.reason(),
                ending.value() == null ? null : ending.value().value,
                ending.why(),
                ending.tookNs())));
        for (int i = 0; i < TASKS; i++) {
            assertThat(desktop.submitter.submit(wide, Figure.of(i), new TaskOptions(), reader))
                    .isEqualTo(Offer.ACCEPTED);
            desktop.run();
        }
        desktop.advance(SOON);
        assertThat(told).hasSize(TASKS);
        for (int i = 0; i < TASKS; i++) {
            long task = held.get(i).taskId();
            boolean success = i % 2 == 1;
            assertThat(told)
                    .contains(new TaskResult<>(
                            task,
                            success ? TaskEnd.SUCCEEDED : TaskEnd.FAILED,
                            success ? EndReason.DONE : EndReason.WORKER_FAILED,
                            success ? (long) i : null,
                            success ? "" : why(i),
                            tookNs(task)));
        }
        assertThat(desktop.work.counters().duplicateCompletions()).isEqualTo(TASKS);
    }

    private static String why(int index) {
        return "w".repeat(190) + index;
    }

    private long tookNs(long task) {
        return told.stream()
                .filter(end -> end.taskId() == task)
                .findFirst()
                .orElseThrow()
                .tookNs();
    }

    /** Submits the figures that it is told, by messages, and notes the ends that come. */
    private final class Teller implements Agent {
        private final EndReader<Figure> reader = desktop.doubling.onEnd(ending -> {});
        private TaskOptions options;
        private Submitter submitter;

        @Override
        public void onStart(AgentContext self) {
            submitter = desktop.work.submitter(self);
        }

        @Override
        public void onMessage(Message message, AgentContext self) {
            if (Work.isEnding(message)) {
                TaskEnding<Figure> ending = reader.read(message);
                Long value = ending.value() == null ? null : ending.value().value;
                told.add(new TaskResult<>(
                        ending.taskId(), ending.end(), ending.reason(), value, ending.why(), ending.tookNs()));
            } else {
                assertThat(submitter.tell(desktop.doubling, message.read(Figure.CODEC, new Figure()), options))
                        .isEqualTo(Offer.ACCEPTED);
            }
        }
    }

    /** One is done, and all others get its end: more than there are records for two rounds of. */
    @ParameterizedTest(name = "shards={0} success={1}")
    @CsvSource({"1, true", "1, false", "2, true", "2, false"})
    void shouldTellAnAgentLaterOfTheEndsThatItsWayHadNoRoomFor(int shards, boolean success) {
        open(shards, new WorkContext().maxOpenTasks(TASKS + 2));
        Teller teller = new Teller();
        AgentRef ref = desktop.engine.spawn("teller", 0, () -> teller);
        for (int round = 0; round < 3; round++) {
            told.clear();
            teller.options = new TaskOptions().idempotencyKey("round " + round);
            for (int i = 0; i < TASKS; i++) {
                desktop.engine.tell(ref, Figure.of(21), Figure.CODEC);
                desktop.run();
            }
            assertThat(hands.held).hasSize(round + 1);
            desktop.advance(SECOND);
            assertThat(success ? hands.succeed(round) : hands.fail(round)).isTrue();
            desktop.advance(SOON);
            assertThat(told).hasSize(TASKS).extracting(TaskResult::taskId).doesNotHaveDuplicates();
            long leader = hands.held.get(round).taskId();
            assertThat(told).allSatisfy(end -> {
                assertThat(end.end()).isEqualTo(success ? TaskEnd.SUCCEEDED : TaskEnd.FAILED);
                assertThat(end.reason()).isEqualTo(success ? EndReason.DONE : EndReason.WORKER_FAILED);
                assertThat(end.value()).isEqualTo(success ? 42L : null);
                assertThat(end.why()).isEqualTo(success ? "" : "failed by hand");
                assertThat(end.tookNs()).isEqualTo(success && end.taskId() == leader ? SECOND.toNanos() : 0);
            });
        }
    }
}
