package io.ringswarm.engine.work;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringswarm.engine.AgentRef;
import io.ringswarm.engine.Engine;
import io.ringswarm.engine.EngineContext;
import io.ringswarm.engine.Envelope;
import io.ringswarm.engine.work.WorkerOptions.TierName;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Functions that block, on the threads of their tiers, in an engine with threads of its own. */
@Timeout(60)
class BlockingWorkersTest {
    private static final Duration LONG = Duration.ofSeconds(30);

    private final Engine engine = Engine.launch(new EngineContext().shards(1));
    private final CountDownLatch gate = new CountDownLatch(1);
    private Work work;
    private TaskKind<Figure, Figure> kind;

    private void open(int cpuThreads, int ioThreads) {
        work = Work.open(engine, new WorkContext().maxConcurrency(0).threads(cpuThreads, ioThreads));
        kind = work.kind("doubling", Figure.CODEC, Figure::new, Figure.CODEC, Figure::new);
    }

    @AfterEach
    void close() {
        gate.countDown();
        work.close(LONG);
        WorkCounters counters = work.counters();
        engine.close();
        assertThat(engine.counters().batchEndFaults()).isZero();
        assertThat(counters.open()).isZero();
        assertThat(counters.ended()).isEqualTo(counters.submitted());
    }

    private WorkerOptions runs(TierName tier, int slots, TaskFunction<Figure, Figure> function) {
        return new WorkerOptions().slots(slots).tier(tier).runs(kind, function);
    }

    private static TaskResult<Figure> await(Submitted<Figure> task) {
        return task.result()
                .toCompletableFuture()
                .orTimeout(LONG.toSeconds(), TimeUnit.SECONDS)
                .join();
    }

    private List<Submitted<Figure>> submit(int tasks, String tag) {
        List<Submitted<Figure>> all = new ArrayList<>();
        for (int i = 0; i < tasks; i++) {
            all.add(work.submit(kind, Figure.of(i), new TaskOptions().needs(tag)));
        }
        return all;
    }

    @ParameterizedTest
    @EnumSource
    void shouldDoMoreTasksThanItsTierHasRoomForAndNoMoreAtATimeThanItHasThreads(TierName tier) {
        open(2, 2);
        AtomicInteger running = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        work.hire(
                "a",
                runs(tier, 40, (payload, attempt) -> {
                            most.accumulateAndGet(running.incrementAndGet(), Math::max);
                            Thread.yield();
                            running.decrementAndGet();
                            return Figure.of(2 * payload.value);
                        })
                        .can("x"));
        List<Submitted<Figure>> tasks = submit(300, "x");
        for (int i = 0; i < tasks.size(); i++) {
            assertThat(await(tasks.get(i)).value().value).isEqualTo(2L * i);
        }
        assertThat(most.get()).isBetween(1, 2);
    }

    @Test
    void shouldGiveFunctionsTheTraceIdAndSendItBackWithTheEnd() throws InterruptedException {
        open(1, 1);
        BlockingQueue<Long> traceIds = new LinkedBlockingQueue<>();
        work.hire("a", runs(TierName.IO, 1, (payload, attempt) -> {
            traceIds.add(attempt.traceId());
            return payload;
        }));
        AgentRef customer = engine.spawn("customer", () -> (message, self) -> {
            if (Work.isEnding(message)) {
                traceIds.add(message.traceId());
            } else {
                work.submitter(self).tell(kind, Figure.of(1), new TaskOptions());
            }
        });
        engine.tell(customer, Figure.of(1), Figure.CODEC, new Envelope().traceId(7));
        assertThat(traceIds.poll(LONG.toSeconds(), TimeUnit.SECONDS)).isEqualTo(7);
        assertThat(traceIds.poll(LONG.toSeconds(), TimeUnit.SECONDS)).isEqualTo(7);
    }

    @ParameterizedTest
    @EnumSource
    void shouldNotKeepTheOtherTierFromWorkWhenOneIsFull(TierName full) {
        open(1, 1);
        TierName other = full == TierName.CPU ? TierName.IO : TierName.CPU;
        work.hire(
                "full",
                runs(full, 8, (payload, attempt) -> {
                            gate.await();
                            return payload;
                        })
                        .can("full"));
        work.hire("other", runs(other, 8, (payload, attempt) -> payload).can("other"));
        List<Submitted<Figure>> stuck = submit(20, "full");
        for (Submitted<Figure> task : submit(50, "other")) {
            assertThat(await(task).end()).isEqualTo(TaskEnd.SUCCEEDED);
        }
        assertThat(work.counters().succeeded()).isEqualTo(50);
        gate.countDown();
        for (Submitted<Figure> task : stuck) {
            assertThat(await(task).end()).isEqualTo(TaskEnd.SUCCEEDED);
        }
    }

    @ParameterizedTest
    @EnumSource
    void shouldInterruptAFunctionThatIsCancelledAndUseItsSlotAgain(TierName tier) throws InterruptedException {
        open(1, 1);
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch interrupted = new CountDownLatch(1);
        AtomicBoolean cancelled = new AtomicBoolean();
        work.hire(
                "a",
                runs(tier, 1, (payload, attempt) -> {
                            if (payload.value == 0) {
                                begun.countDown();
                                try {
                                    gate.await();
                                } catch (InterruptedException e) {
                                    cancelled.set(attempt.isCancelled());
                                    interrupted.countDown();
                                    throw e;
                                }
                            }
                            return payload;
                        })
                        .can("x"));
        Submitted<Figure> task = submit(1, "x").get(0);
        begun.await();
        assertThat(task.cancel()).isTrue();
        assertThat(await(task).end()).isEqualTo(TaskEnd.CANCELLED);
        interrupted.await();
        assertThat(cancelled).isTrue();
        Submitted<Figure> next = work.submit(kind, Figure.of(1));
        assertThat(await(next).end()).isEqualTo(TaskEnd.SUCCEEDED);
        assertThat(work.counters().duplicateCompletions()).isZero();
    }

    @Test
    void shouldDiscardAndCountTheResultOfAFunctionThatDoesNotMindItsTimeLimit() throws InterruptedException {
        open(1, 1);
        CountDownLatch begun = new CountDownLatch(1);
        work.hire("a", runs(TierName.IO, 1, (payload, attempt) -> {
            if (payload.value == 0) {
                begun.countDown();
                awaitStubbornly(gate);
            }
            return payload;
        }));
        Submitted<Figure> task = work.submit(kind, Figure.of(0), new TaskOptions().timeLimit(Duration.ofMillis(20)));
        begun.await();
        assertThat(await(task).reason()).isEqualTo(EndReason.TIME_LIMIT);
        Submitted<Figure> next = work.submit(kind, Figure.of(1));
        gate.countDown();
        assertThat(await(next).end()).isEqualTo(TaskEnd.SUCCEEDED);
        assertThat(work.counters().duplicateCompletions()).isEqualTo(1);
        assertThat(work.counters().succeeded()).isEqualTo(1);
    }

    private static void awaitStubbornly(CountDownLatch latch) {
        boolean interrupted = false;
        while (latch.getCount() > 0) {
            try {
                latch.await();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void shouldNeverRunATaskThatWasCancelledWhileItWaitedForAThread() throws InterruptedException {
        open(1, 1);
        CountDownLatch begun = new CountDownLatch(1);
        AtomicInteger runs = new AtomicInteger();
        work.hire("a", runs(TierName.IO, 3, (payload, attempt) -> {
            runs.incrementAndGet();
            if (payload.value == 0) {
                begun.countDown();
                gate.await();
            }
            return payload;
        }));
        Submitted<Figure> first = work.submit(kind, Figure.of(0));
        begun.await();
        Submitted<Figure> waiting = work.submit(kind, Figure.of(1));
        awaitStarted(2); // or the desk would cancel it alone
        waiting.cancel();
        assertThat(await(waiting).end()).isEqualTo(TaskEnd.CANCELLED);
        gate.countDown();
        assertThat(await(first).end()).isEqualTo(TaskEnd.SUCCEEDED);
        for (int i = 0; i < 10; i++) {
            assertThat(await(work.submit(kind, Figure.of(2))).end()).isEqualTo(TaskEnd.SUCCEEDED);
        }
        assertThat(runs).hasValue(11);
    }

    private void awaitStarted(long tasks) {
        while (work.counters().started() < tasks) {
            Thread.onSpinWait();
        }
    }

    @Test
    void shouldInterruptWhatRunsWhenItsWorkerIsStoppedAndRunNothingThatWaits() throws InterruptedException {
        open(1, 2);
        CountDownLatch begun = new CountDownLatch(2);
        CountDownLatch interrupted = new CountDownLatch(2);
        AtomicInteger runs = new AtomicInteger();
        TaskKind<Figure, Figure> quick = work.kind("quick", Figure.CODEC, Figure::new, Figure.CODEC, Figure::new);
        Worker worker = work.hire(
                "a",
                runs(TierName.IO, 20, (payload, attempt) -> {
                            runs.incrementAndGet();
                            begun.countDown();
                            try {
                                gate.await();
                            } catch (InterruptedException e) {
                                interrupted.countDown();
                                throw e;
                            }
                            return payload;
                        })
                        .can("x")
                        .handles(quick, () -> (payload, task) -> task.succeed(payload)));
        List<Submitted<Figure>> tasks = submit(12, "x");
        awaitStarted(12);
        assertThat(await(work.submit(quick, Figure.of(1))).isSuccess()).isTrue(); // so the others have come, too
        begun.await();
        engine.stop(worker.ref());
        assertThat(interrupted.await(LONG.toSeconds(), TimeUnit.SECONDS)).isTrue();
        for (Submitted<Figure> task : tasks) {
            assertThat(await(task).reason()).isEqualTo(EndReason.WORKER_LOST);
        }
        assertThat(runs).hasValue(2);
    }

    @Test
    void shouldFailTheTaskWhenAFunctionThrowsWhateverItIs() {
        open(1, 1);
        work.hire("a", runs(TierName.CPU, 1, (payload, attempt) -> {
            if (payload.value == 0) {
                throw new AssertionError("an error");
            }
            throw new IOException("a checked one");
        }));
        assertThat(await(work.submit(kind, Figure.of(0))).why()).contains("an error");
        TaskResult<Figure> second = await(work.submit(kind, Figure.of(1)));
        assertThat(second.why()).contains("a checked one");
        assertThat(second.reason()).isEqualTo(EndReason.WORKER_FAILED);
    }

    @Test
    void shouldNameTheThreadOfAFunctionThatDoesNotStopWhenClosed() throws InterruptedException {
        open(1, 1);
        CountDownLatch begun = new CountDownLatch(1);
        work.hire("a", runs(TierName.CPU, 1, (payload, attempt) -> {
            begun.countDown();
            awaitStubbornly(gate);
            return payload;
        }));
        Submitted<Figure> task = work.submit(kind, Figure.of(0));
        begun.await();
        WorkReport report = work.close(Duration.ofMillis(200));
        assertThat(report.stuckThreads()).containsExactly("work-cpu-0");
        assertThat(report.cancelled()).isTrue();
        assertThat(report.counters().open()).isZero();
        assertThat(await(task).reason()).isEqualTo(EndReason.CLOSED);
        assertThat(work.close(LONG)).isSameAs(report);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void shouldFailTheTaskAndGoOnWhenItsFunctionThrowsWhatHasNoWords(boolean throwing) {
        open(1, 1);
        work.hire("a", runs(TierName.IO, 1, (payload, attempt) -> {
            if (payload.value == 1) {
                throw new HostFaultsTest.Mute(throwing);
            }
            return payload;
        }));
        TaskResult<Figure> failed = await(work.submit(kind, Figure.of(1)));
        assertThat(failed.end()).isEqualTo(TaskEnd.FAILED);
        assertThat(failed.reason()).isEqualTo(EndReason.WORKER_FAILED);
        assertThat(failed.why()).isEqualTo(HostFaultsTest.Mute.class.getName());
        assertThat(await(work.submit(kind, Figure.of(2))).value().value).isEqualTo(2);
    }
}
