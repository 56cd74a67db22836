package io.ringswarm.engine.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.ringswarm.engine.AgentRef;
import io.ringswarm.engine.Engine;
import io.ringswarm.engine.EngineContext;
import io.ringswarm.engine.Priority;
import io.ringswarm.engine.work.profile.WorkerProfile;
import io.ringswarm.engine.work.retry.Backoff;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Closing a work in whatever it does. */
@Timeout(120)
class WorkCloseTest {
    private static final Duration LONG = Duration.ofSeconds(30);
    private static final int ROUNDS = 40;
    private static final int REOPENED = 1_000;

    @Test
    void shouldWaitForTheTaskOfAWorkerThatIsStillBeingHired() throws Exception {
        AtomicReference<Thread> hirer = new AtomicReference<>();
        CountDownLatch hiring = new CountDownLatch(1);
        CountDownLatch mayGoOn = new CountDownLatch(1);
        EngineContext context = new EngineContext().shards(2).clock(() -> {
            if (Thread.currentThread() == hirer.get() && isTelling()) { // the desk, of the worker
                hiring.countDown();
                assertThat(catchThrowable(mayGoOn::await)).isNull();
            }
            return System.nanoTime();
        });
        ExecutorService threads = Executors.newCachedThreadPool();
        try (Engine engine = Engine.launch(context)) {
            Work work = Work.open(engine, new WorkContext());
            TaskKind<Figure, Figure> kind = work.kind("k", Figure.CODEC, Figure::new, Figure.CODEC, Figure::new);
            CountDownLatch begun = new CountDownLatch(1);
            CountDownLatch mayEnd = new CountDownLatch(1);
            WorkerOptions late = new WorkerOptions().shard(1).runs(kind, (payload, attempt) -> {
                begun.countDown();
                mayEnd.await();
                return payload;
            });
            Future<Throwable> hired = threads.submit(() -> {
                hirer.set(Thread.currentThread());
                return catchThrowable(() -> work.hire("late", late));
            });
            hiring.await();
            Submitted<Figure> task =
                    work.submit(kind, Figure.of(1)); // what was posted before is run before it is taken
            begun.await();
            Future<WorkReport> closed = threads.submit(() -> work.close(LONG));
            while (!(catchThrowable(() -> work.hire("later", late)) instanceof IllegalStateException)) {
                Thread.onSpinWait();
            }
            mayGoOn.countDown();
            assertThat(hired.get()).isNull();
            mayEnd.countDown();
            assertThat(task.result().toCompletableFuture().get().end()).isEqualTo(TaskEnd.SUCCEEDED);
            assertThat(closed.get().cancelled()).isFalse();
            assertThat(engine.find("work/late")).isEmpty();
        } finally {
            mayGoOn.countDown();
            threads.shutdownNow();
        }
    }

    @Test
    void shouldLeaveNoDeadLettersBehindWhenAllTasksHaveEnded() {
        try (Engine engine = Engine.launch(new EngineContext().shards(2))) {
            for (int i = 0; i < ROUNDS; i++) {
                try (Work work = Work.open(engine, new WorkContext())) {
                    TaskKind<Figure, Figure> kind =
                            work.kind("k", Figure.CODEC, Figure::new, Figure.CODEC, Figure::new);
                    work.hire(
                            "blocks", new WorkerOptions().shard(1).slots(4).runs(kind, (payload, attempt) -> payload));
                    work.hire(
                            "handles",
                            new WorkerOptions().handles(kind, () -> (payload, task) -> task.succeed(payload)));
                    for (int task = 0; task < 10; task++) {
                        work.submit(kind, Figure.of(task));
                    }
                    assertThat(work.close(LONG).counters().succeeded()).isEqualTo(10);
                }
                assertThat(engine.counters().dead().values()).as("round %d", i).containsOnly(0L);
            }
        }
    }

    @Test
    void shouldLeaveNoQuestionOpenWhenTheEngineEndsBeforeTheDeskComesToIt() {
        Engine engine = Engine.launch(new EngineContext().invokerMode(true).completionExecutor(Runnable::run));
        Work work = Work.open(engine, new WorkContext());
        engine.invoke();
        Worker worker = new Worker("nobody", 1, work.desk());
        CompletableFuture<List<WorkerProfile>> profiles = work.profiles().toCompletableFuture();
        CompletableFuture<Integer> evacuated = work.evacuate(worker, LONG).toCompletableFuture();
        engine.close(Duration.ofNanos(1));
        assertThat(profiles).isCompletedWithValue(List.of());
        assertThat(evacuated).isCompletedWithValue(0);
        assertThat(work.profiles().toCompletableFuture()).isCompletedWithValue(List.of());
        work.close();
    }

    @Test
    void shouldLeaveNoEvacuationOpenWhenTheEngineEndsWhileItIsUnderWay() {
        Engine engine = Engine.launch(new EngineContext().invokerMode(true).completionExecutor(Runnable::run));
        Work work = Work.open(engine, new WorkContext());
        TaskKind<Figure, Figure> kind = work.kind("k", Figure.CODEC, Figure::new, Figure.CODEC, Figure::new);
        Worker worker = work.hire("keeps", new WorkerOptions().handles(kind, () -> (payload, task) -> task.keep()));
        work.submit(kind, Figure.of(1));
        while (engine.invoke() > 0) {
            Thread.onSpinWait();
        }
        CompletableFuture<Integer> evacuated = work.evacuate(worker, LONG).toCompletableFuture();
        while (engine.invoke() > 0) {
            Thread.onSpinWait();
        }
        assertThat(evacuated).isNotDone();
        engine.close(Duration.ofNanos(1));
        assertThat(evacuated).isCompleted();
        work.close();
    }

    private static boolean isTelling() {
        return StackWalker.getInstance()
                .walk(frames -> frames.anyMatch(frame -> frame.getClassName().equals(Engine.class.getName())
                        && frame.getMethodName().equals("tell")));
    }

    @Test
    void shouldCancelWhateverStateOpenTasksAreInWhenNothingEndsThem() {
        Desktop desktop =
                new Desktop(new WorkContext().semaphore("db", 1).backoff(Backoff.DEFAULT.withCap(Duration.ofDays(9))));
        Desktop.Hands hands =
                desktop.hireHands("a", new WorkerOptions().slots(2).queueCapacity(1));
        desktop.submit(0, new TaskOptions().holds("db"));
        desktop.run();
        desktop.submit(1, new TaskOptions().holds("db"));
        desktop.run();
        desktop.submit(2, new TaskOptions().idempotent());
        desktop.run();
        hands.fail(1); // backs off
        for (int i = 3; i < 8; i++) {
            desktop.submit(i, new TaskOptions().idempotencyKey("same"));
        }
        desktop.submit(8, new TaskOptions());
        desktop.submit(9, new TaskOptions());
        desktop.run();
        WorkReport report = desktop.work.close(LONG);
        desktop.run();
        assertThat(desktop.ends).hasSize(10).allMatch(end -> end.end() == TaskEnd.CANCELLED);
        assertThat(desktop.ends).allMatch(end -> end.reason() == EndReason.CLOSED);
        assertThat(report.cancelled()).isTrue();
        assertThat(report.counters().cancelled()).isEqualTo(10);
        assertThat(report.stuckThreads()).isEmpty();
        assertThat(desktop.work.close(LONG)).isSameAs(report);
        desktop.close();
    }

    @ParameterizedTest
    @EnumSource(Priority.class)
    void shouldDoTasksThatWereSubmittedBeforeClosingAndHaveNotComeYet(Priority priority) {
        Desktop desktop = new Desktop(new WorkContext());
        desktop.hireQuick("a");
        for (int i = 0; i < 10; i++) {
            desktop.submit(i, new TaskOptions().priority(priority));
        }
        WorkReport report = desktop.work.close(LONG);
        assertThat(report.counters().succeeded()).isEqualTo(10);
        assertThat(report.counters().rejected()).isZero();
        desktop.close();
    }

    @Test
    void shouldLetTasksEndThatAreOnTheirWay() {
        Desktop desktop = new Desktop(new WorkContext());
        desktop.hireQuick("a");
        for (int i = 0; i < 10; i++) {
            desktop.submit(i, new TaskOptions());
        }
        while (desktop.work.counters().submitted() == 0) {
            assertThat(desktop.engine.turn()).isPositive();
        }
        WorkReport report = desktop.work.close(LONG);
        desktop.run();
        assertThat(report.cancelled()).isFalse();
        assertThat(report.counters().succeeded()).isEqualTo(10);
        assertThat(desktop.ends).hasSize(10);
        desktop.close();
    }

    @Test
    void shouldHireNobodyForAWorkThatIsClosed() {
        Desktop desktop = new Desktop(new WorkContext());
        desktop.work.close(LONG);
        assertThatThrownBy(() -> desktop.hireQuick("a"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("worker=a");
        desktop.close();
    }

    @Test
    void shouldStopItsAgentsSoThatAnotherOneCanHaveItsName() {
        Desktop desktop = new Desktop(new WorkContext());
        desktop.hireQuick("a");
        desktop.run();
        desktop.work.close(LONG);
        desktop.run();
        try (Work again = Work.open(desktop.engine.engine(), new WorkContext())) {
            TaskKind<Figure, Figure> kind = again.kind("k", Figure.CODEC, Figure::new, Figure.CODEC, Figure::new);
            again.hire("a", new WorkerOptions().handles(kind, () -> (payload, task) -> task.succeed(payload)));
        }
        desktop.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void shouldLetItsNamesBeTakenAtOnceWhenItIsClosed(int shards) {
        try (Engine engine = Engine.launch(new EngineContext().shards(shards))) {
            for (int round = 0; round < REOPENED; round++) {
                Work work = Work.open(engine, new WorkContext());
                TaskKind<Figure, Figure> kind = work.kind("k", Figure.CODEC, Figure::new, Figure.CODEC, Figure::new);
                for (int worker = 0; worker < 3; worker++) {
                    work.hire("a" + worker, quick(kind));
                }
                Submitted<Figure> task = round % 3 == 0 ? null : work.submit(kind, Figure.of(round));
                WorkReport report = work.close(LONG);
                assertThat(engine.find("work")).isEmpty();
                for (int worker = 0; worker < 3; worker++) {
                    assertThat(engine.find("work/a" + worker)).isEmpty();
                }
                assertThat(report.cancelled()).isFalse();
                assertThat(report.counters().succeeded()).isEqualTo(task == null ? 0 : 1);
                assertThat(work.counters()).isEqualTo(report.counters());
            }
            assertThat(engine.counters().batchEndFaults()).isZero();
        }
    }

    private static WorkerOptions quick(TaskKind<Figure, Figure> kind) {
        return new WorkerOptions().handles(kind, () -> (payload, task) -> task.succeed(payload));
    }

    /** A worker that does not come back from its task before it may. */
    private static final class Stuck implements TaskHandler<Figure, Figure> {
        final CountDownLatch begun = new CountDownLatch(1);
        final CountDownLatch released = new CountDownLatch(1);
        final CountDownLatch left = new CountDownLatch(1);

        @Override
        public void onTask(Figure payload, Task<Figure> task) throws InterruptedException {
            task.keep();
            begun.countDown();
            released.await();
            left.countDown();
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void shouldReturnNoSoonerThanItsAgentsAndReportAllThatHasEndedWhenItsThreadIsInterrupted(boolean sameShard)
            throws Exception {
        ExecutorService closer = Executors.newSingleThreadExecutor();
        try (Engine engine = Engine.launch(new EngineContext().shards(2))) {
            Work work = Work.open(engine, new WorkContext().shard(0));
            TaskKind<Figure, Figure> kind = work.kind("k", Figure.CODEC, Figure::new, Figure.CODEC, Figure::new);
            Stuck stuck = new Stuck();
            work.hire("a", new WorkerOptions().shard(sameShard ? 0 : 1).handles(kind, () -> stuck));
            Submitted<Figure> task = work.submit(kind, Figure.of(1));
            stuck.begun.await();
            Future<WorkReport> closed = closer.submit(() -> {
                Thread.currentThread().interrupt();
                WorkReport report = work.close(Duration.ofDays(1));
                assertThat(Thread.interrupted()).as("stays interrupted").isTrue();
                assertThat(stuck.left.getCount()).as("the agent has come back").isZero();
                assertThat(engine.find("work/a")).isEmpty();
                return report;
            });
            while (engine.find("work").isPresent()) {
                Thread.onSpinWait();
            }
            stuck.released.countDown();
            WorkReport report = closed.get();
            assertThat(report.cancelled()).isTrue();
            assertThat(report.counters().open()).isZero();
            assertThat(report.counters().cancelled()).isEqualTo(1);
            assertThat(task.result().toCompletableFuture().get().reason()).isEqualTo(EndReason.CLOSED);
        } finally {
            closer.shutdownNow();
        }
    }

    @Test
    void shouldNotWaitForItselfWhenItIsClosedOnTheOnlyThreadOfTheCompletionExecutor() throws Exception {
        ExecutorService only = Executors.newSingleThreadExecutor();
        try (Engine engine = Engine.launch(new EngineContext().shards(2).completionExecutor(only))) {
            for (int round = 0; round < ROUNDS; round++) {
                Work work = Work.open(engine, new WorkContext());
                TaskKind<Figure, Figure> kind = work.kind("k", Figure.CODEC, Figure::new, Figure.CODEC, Figure::new);
                work.hire("a", quick(kind));
                work.hire("b", quick(kind));
                WorkReport report = work.submit(kind, Figure.of(1))
                        .result()
                        .thenApplyAsync(result -> work.close(Duration.ofDays(1)), only)
                        .toCompletableFuture()
                        .get();
                assertThat(report.counters().succeeded()).isEqualTo(1);
            }
        } finally {
            only.shutdownNow();
        }
    }

    @Test
    void shouldRefuseToWaitOnAThreadThatRunsAgents() throws Exception {
        CompletableFuture<Throwable> thrown = new CompletableFuture<>();
        try (Engine engine = Engine.launch(new EngineContext());
                Work work = Work.open(engine, new WorkContext())) {
            TaskKind<Figure, Figure> kind = work.kind("k", Figure.CODEC, Figure::new, Figure.CODEC, Figure::new);
            work.hire("a", new WorkerOptions().handles(kind, () -> (payload, task) -> {
                thrown.complete(catchThrowable(work::close));
                task.succeed(payload);
            }));
            assertThat(work.submit(kind, Figure.of(1))
                            .result()
                            .toCompletableFuture()
                            .get()
                            .end())
                    .isEqualTo(TaskEnd.SUCCEEDED);
            assertThat(thrown.get()).isInstanceOf(IllegalStateException.class).hasMessageContaining("work=work");
            assertThat(work.submit(kind, Figure.of(1))
                            .result()
                            .toCompletableFuture()
                            .get()
                            .end())
                    .as("it goes on")
                    .isEqualTo(TaskEnd.SUCCEEDED);
        }
    }

    @Test
    void shouldHaveEndedItsAgentsAndToldItsTasksWithoutBeingInvokedAgain() throws Exception {
        Desktop desktop = new Desktop(new EngineContext().shards(2), new WorkContext());
        desktop.hireQuick("quick");
        Desktop.Hands hands = desktop.hireHands("hands", new WorkerOptions().slots(2));
        for (int i = 0; i < 20; i++) {
            desktop.submit(i, new TaskOptions());
        }
        desktop.run();
        long ended = desktop.ends.size();
        WorkReport report = desktop.work.close(LONG);
        assertThat(desktop.engine.engine().find("work/hands")).isEmpty();
        assertThat(desktop.engine.engine().find("work/quick")).isEmpty();
        assertThat(hands.cancelled).hasSize(20 - (int) ended).isNotEmpty();
        assertThat(report.counters().cancelled()).isEqualTo(20 - ended);
        assertThat(desktop.work.counters()).isEqualTo(report.counters());
        assertThat(desktop.submitter.poll()).isEqualTo(20 - (int) ended);
        assertThat(desktop.ends).hasSize(20);
        desktop.close();
    }

    @Test
    void shouldKeepToItsLimitInInvokerModeThoughAgentsFeedEachOther() {
        Desktop desktop = new Desktop(new WorkContext());
        desktop.hireHands("a", new WorkerOptions());
        desktop.submit(1, new TaskOptions());
        boolean[] feeding = {true};
        AgentRef[] both = new AgentRef[2];
        for (int i = 0; i < 2; i++) {
            int other = 1 - i;
            both[i] = desktop.engine.spawn("feeder" + i, () -> (message, self) -> {
                if (feeding[0]) {
                    self.send(both[other], Figure.of(1), Figure.CODEC);
                }
            });
        }
        desktop.engine.tell(both[0], Figure.of(1), Figure.CODEC);
        WorkReport report = desktop.work.close(Duration.ofMillis(100));
        assertThat(report.cancelled()).isTrue();
        feeding[0] = false;
        desktop.run();
        assertThat(desktop.work.counters().open()).isZero();
        desktop.close();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void shouldStopAWorkerThatIsBeingHiredWhenItBeginsToClose(boolean throwing) throws Exception {
        ExecutorService closer = Executors.newSingleThreadExecutor();
        try (Engine engine = Engine.launch(new EngineContext().shards(2))) {
            Work work = Work.open(engine, new WorkContext());
            TaskKind<Figure, Figure> kind = work.kind("k", Figure.CODEC, Figure::new, Figure.CODEC, Figure::new);
            AtomicBoolean made = new AtomicBoolean();
            List<Future<?>> closed = new ArrayList<>();
            assertThatThrownBy(() -> work.hire("late", new WorkerOptions().handles(kind, () -> {
                                closed.add(closer.submit(() -> {
                                    work.close(Duration.ofDays(1));
                                    assertThat(made)
                                            .as("it waits for who is being made")
                                            .isTrue();
                                    try (Work again = Work.open(engine, new WorkContext())) {
                                        again.hire(
                                                "late",
                                                quick(again.kind(
                                                        "k", Figure.CODEC, Figure::new, Figure.CODEC, Figure::new)));
                                    }
                                }));
                                while (engine.find("work").isPresent()) {
                                    Thread.onSpinWait();
                                }
                                made.set(true);
                                if (throwing) {
                                    throw new IllegalStateException("worker=late cannot be made");
                                }
                                return (payload, task) -> task.succeed(payload);
                            })))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("worker=late");
            closed.get(0).get();
        } finally {
            closer.shutdownNow();
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void shouldReturnLongBeforeItsLimitWhenTheEngineEndsMeanwhile(boolean failing) throws Exception {
        ExecutorService closer = Executors.newSingleThreadExecutor();
        AtomicBoolean deadly = new AtomicBoolean();
        EngineContext context = new EngineContext()
                .name("doomed")
                .closeTimeout(Duration.ofSeconds(2))
                .clock(() -> {
                    if (deadly.get() && Thread.currentThread().getName().startsWith("doomed-shard")) {
                        throw new IllegalStateException("the clock has stopped");
                    }
                    return System.nanoTime();
                });
        Engine engine = Engine.launch(context);
        try {
            Work work = Work.open(engine, new WorkContext());
            TaskKind<Figure, Figure> kind = work.kind("k", Figure.CODEC, Figure::new, Figure.CODEC, Figure::new);
            CountDownLatch begun = new CountDownLatch(1);
            work.hire("a", new WorkerOptions().handles(kind, () -> (payload, task) -> {
                task.keep();
                begun.countDown();
            }));
            work.submit(kind, Figure.of(1));
            begun.await();
            Future<WorkReport> closed = closer.submit(() -> work.close(Duration.ofDays(1)));
            while (!isClosing(work, kind)) {
                Thread.onSpinWait();
            }
            if (failing) {
                deadly.set(true);
                engine.tell(work.desk(), Figure.of(1), Figure.CODEC);
            } else {
                engine.close();
            }
            if (failing) {
                assertThat(closed.get().cancelled()).isTrue();
            } else {
                assertThat(work.counters().open()).isZero();
                assertThat(closed.get().counters()).isEqualTo(work.counters());
            }
        } finally {
            engine.close();
            closer.shutdownNow();
        }
    }

    /** Whether it closes: else the name is taken. */
    private static boolean isClosing(Work work, TaskKind<Figure, Figure> kind) {
        return catchThrowable(() -> work.hire("a", quick(kind))) instanceof IllegalStateException;
    }

    @Test
    void shouldEndWhenTheEngineWasClosedBefore() {
        Desktop desktop = new Desktop(new WorkContext());
        desktop.hireQuick("a");
        desktop.run();
        desktop.engine.close();
        WorkReport report = desktop.work.close(LONG);
        assertThat(report.counters().open()).isZero();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void shouldSayThatItIsNotKnownWhetherATaskWasDoneWhenItsEndIsNotTold(boolean closing) {
        Desktop desktop = new Desktop(new WorkContext());
        desktop.hireQuick("a");
        desktop.run();
        desktop.submit(1, new TaskOptions());
        Submitted<Figure> staged = desktop.work.submit(desktop.doubling, Figure.of(2));
        desktop.engine.engine().stop(desktop.work.desk()); // which leaves both unread
        if (closing) {
            desktop.work.close(LONG);
        }
        desktop.run();
        TaskResult<Figure> heard = staged.result()
                .toCompletableFuture()
                .orTimeout(LONG.toSeconds(), TimeUnit.SECONDS)
                .join();
        assertThat(desktop.ends).hasSize(1);
        for (TaskResult<?> result : List.of(heard, desktop.ends.get(0))) {
            assertThat(result.end()).isEqualTo(TaskEnd.FAILED);
            assertThat(result.reason()).isEqualTo(EndReason.CLOSED);
            assertThat(result.why()).contains("not known");
            assertThat(result.value()).isNull();
        }
        assertThat(heard.taskId()).isEqualTo(staged.taskId());
        assertThat(desktop.ends.get(0).taskId()).isZero();
        assertThat(desktop.work.counters().rejected()).isZero();
        desktop.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void shouldCompleteEachStageWhenItIsClosedWhileOthersSubmit(int shards)
            throws InterruptedException, ExecutionException, TimeoutException {
        ExecutorService submitters = Executors.newFixedThreadPool(2);
        try (Engine engine = Engine.launch(new EngineContext().shards(shards).ringSlots(64))) {
            for (int round = 0; round < ROUNDS; round++) {
                Work work = Work.open(engine, new WorkContext().name("work" + round));
                TaskKind<Figure, Figure> kind = work.kind("k", Figure.CODEC, Figure::new, Figure.CODEC, Figure::new);
                work.hire("a", new WorkerOptions().slots(4).handles(kind, () -> (payload, task) -> {
                    if (payload.value % 10 == 0) {
                        task.keep(); // and never answers
                    } else {
                        task.succeed(payload);
                    }
                }));
                CountDownLatch begun = new CountDownLatch(2);
                List<Future<List<Submitted<Figure>>>> submitted = new ArrayList<>();
                for (int thread = 0; thread < 2; thread++) {
                    submitted.add(submitters.submit(() -> {
                        List<Submitted<Figure>> mine = new ArrayList<>();
                        for (int i = 1; i < 300; i++) {
                            mine.add(work.submit(kind, Figure.of(i)));
                            if (i == 20) {
                                begun.countDown();
                            }
                        }
                        return mine;
                    }));
                }
                begun.await();
                work.close(Duration.ofMillis(40));
                long ended = 0;
                long notKnown = 0;
                for (Future<List<Submitted<Figure>>> future : submitted) {
                    for (Submitted<Figure> task : future.get(30, TimeUnit.SECONDS)) {
                        TaskResult<Figure> result = task.result()
                                .toCompletableFuture()
                                .orTimeout(LONG.toSeconds(), TimeUnit.SECONDS)
                                .join();
                        assertThat(result.end()).isNotNull();
                        ended++;

                        if (result.end() == TaskEnd.FAILED) {
                            assertThat(result.reason()).isEqualTo(EndReason.CLOSED);
                            assertThat(result.why()).contains("not known");
                            notKnown++;
                        }
                    }
                }
                WorkCounters counters = work.counters();
                assertThat(counters.open()).as("%s", counters).isZero();
                assertThat(counters.ended()).as("%s", counters).isBetween(ended - notKnown, ended);
                assertThat(counters.submitted()).isEqualTo(counters.ended());
            }
            assertThat(engine.counters().batchEndFaults()).isZero();
        } finally {
            submitters.shutdownNow();
        }
    }
}
