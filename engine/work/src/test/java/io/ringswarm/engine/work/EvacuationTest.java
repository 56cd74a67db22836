package io.ringswarm.engine.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ringswarm.engine.EngineContext;
import io.ringswarm.engine.work.profile.WorkerProfile;
import io.ringswarm.engine.work.retry.Backoff;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Letting a worker go: what waits for it, what it has in hand, and who is told how many that were. */
@Timeout(60)
class EvacuationTest {
    private static final Duration SECOND = Duration.ofSeconds(1);

    private final Desktop desktop = new Desktop(
            new EngineContext().completionExecutor(Runnable::run),
            new WorkContext().balancing(false).maxConcurrency(0));
    private final List<Long> tasks = new ArrayList<>();
    private Desktop.Hands leaving;
    private Desktop.Hands staying;

    @BeforeEach
    void loadTheOneThatLeaves() {
        leaving = desktop.hireHands("leaving", new WorkerOptions().slots(2));
        for (int i = 0; i < 6; i++) {
            tasks.add(desktop.submit(i, i == 1 ? new TaskOptions().idempotent() : new TaskOptions()));
        }
        desktop.run();
        staying = desktop.hireHands("staying", new WorkerOptions().slots(10));
        desktop.run();
        assertThat(leaving.figures).containsExactly(0L, 1L);
    }

    @AfterEach
    void close() {
        desktop.close();
        WorkCounters counters = desktop.work.counters();
        assertThat(counters.open()).isZero();
        assertThat(counters.ended()).isEqualTo(counters.submitted());
    }

    private CompletableFuture<Integer> evacuate(Duration limit) {
        CompletableFuture<Integer> done =
                desktop.work.evacuate(leaving.worker, limit).toCompletableFuture();
        desktop.run();
        return done;
    }

    @Test
    void shouldGiveWhatWaitsToOthersAndAwaitWhatIsInHand() {
        CompletableFuture<Integer> done = evacuate(SECOND);
        assertThat(staying.figures).containsExactly(2L, 3L, 4L, 5L);
        long later = desktop.submit(6, new TaskOptions());
        desktop.run();
        assertThat(staying.figures).contains(6L);
        leaving.succeed(0);
        assertThat(done).isNotDone();
        leaving.succeed(1);
        assertThat(done).isCompletedWithValue(4);
        staying.succeedAll();
        for (long task : tasks) {
            assertThat(desktop.endOf(task).end()).isEqualTo(TaskEnd.SUCCEEDED);
        }
        assertThat(desktop.endOf(later).end()).isEqualTo(TaskEnd.SUCCEEDED);
        assertThat(desktop.work.counters().evacuated()).isEqualTo(4);
        assertThat(desktop.work.counters().retried()).isZero();
    }

    @Test
    void shouldGiveUpWhatIsInHandAtTheLimitAndRetryTheIdempotentElsewhere() {
        CompletableFuture<Integer> done = evacuate(SECOND);
        desktop.advance(SECOND.minusNanos(1));
        assertThat(done).isNotDone();
        desktop.advance(Duration.ofNanos(1));
        assertThat(done).isCompletedWithValue(6);
        assertThat(desktop.endOf(tasks.get(0)).reason()).isEqualTo(EndReason.WORKER_LOST);
        assertThat(desktop.endOf(tasks.get(0)).end()).isEqualTo(TaskEnd.FAILED);
        assertThat(staying.figures).containsExactly(2L, 3L, 4L, 5L, 1L);
        staying.succeedAll();
        assertThat(desktop.endOf(tasks.get(1)).end()).isEqualTo(TaskEnd.SUCCEEDED);
        assertThat(desktop.work.counters().retried()).isEqualTo(1);
        assertThat(desktop.work.counters().evacuated()).isEqualTo(6);
    }

    @Test
    void shouldEndTheAgentAndForgetTheWorkerWhenItIsGone() {
        evacuate(Duration.ZERO);
        CompletableFuture<List<WorkerProfile>> profiles =
                desktop.work.profiles().toCompletableFuture();
        desktop.run();
        assertThat(profiles.join()).hasSize(1);
        assertThat(profiles.join().get(0).name()).isEqualTo("staying");
        desktop.hireHands("leaving", new WorkerOptions()); // its name is free again
        staying.succeedAll();
    }

    @Test
    void shouldTellBothWhenEvacuatedTwice() {
        CompletableFuture<Integer> first = evacuate(SECOND);
        CompletableFuture<Integer> second = evacuate(Duration.ofMillis(10));
        desktop.advance(Duration.ofMillis(10));
        assertThat(second).isCompletedWithValue(2);
        assertThat(first).isCompletedWithValue(4);
        assertThat(desktop.work.counters().evacuated()).isEqualTo(6);
    }

    @Test
    void shouldTellZeroWhenTheWorkerIsGoneOrIsAnothers() {
        evacuate(Duration.ZERO);
        assertThat(evacuate(SECOND)).isCompletedWithValue(0);
        Worker foreign = new Worker("staying", staying.worker.number(), leaving.worker.ref());
        CompletableFuture<Integer> done = desktop.work.evacuate(foreign, SECOND).toCompletableFuture();
        desktop.run();
        assertThat(done).isCompletedWithValue(0);
        desktop.submit(9, new TaskOptions());
        desktop.run();
        assertThat(staying.figures).contains(9L);
    }

    @Test
    void shouldTellWhenTheWorkerEndsWhileItLeaves() {
        CompletableFuture<Integer> done = evacuate(SECOND);
        desktop.engine.engine().stop(leaving.worker.ref());
        desktop.run();
        assertThat(done).isCompletedWithValue(4);
        assertThat(desktop.endOf(tasks.get(0)).reason()).isEqualTo(EndReason.WORKER_LOST);
    }

    @Test
    void shouldRejectNewTasksAndFailOldOnesWhenTheLastWorkerLeaves() {
        evacuate(Duration.ZERO);
        CompletableFuture<Integer> done =
                desktop.work.evacuate(staying.worker, SECOND).toCompletableFuture();
        desktop.run();
        long rejected = desktop.submit(9, new TaskOptions());
        desktop.run();
        assertThat(desktop.endOf(rejected).reason()).isEqualTo(EndReason.NO_CAPABLE_WORKER);
        desktop.advance(SECOND);
        assertThat(done).isDone();
        assertThat(desktop.work.counters().open()).isZero();
    }

    @Test
    void shouldTellWhenTheWorkIsClosed() {
        CompletableFuture<Integer> before = evacuate(Duration.ofHours(1));
        desktop.work.close(SECOND);
        desktop.run();
        assertThat(before).isDone();
        assertThat(evacuate(SECOND)).isCompletedWithValue(0);
        assertThat(desktop.work.profiles().toCompletableFuture()).isCompletedWithValue(List.of());
    }

    @Test
    void shouldRefuseNullsAtOnce() {
        assertThatThrownBy(() -> desktop.work.evacuate(leaving.worker, null)).isInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> desktop.work.evacuate(null, SECOND)).isInstanceOf(NullPointerException.class);
        desktop.run();
        assertThat(desktop.engine.deadLetters()).isEmpty();
    }

    @Test
    void shouldTryNothingAgainThatHasNoAttemptLeft() {
        try (Desktop once = new Desktop(
                new EngineContext().completionExecutor(Runnable::run), new WorkContext().backoff(Backoff.NONE))) {
            Desktop.Hands gone = once.hireHands("gone", new WorkerOptions());
            long task = once.submit(1, new TaskOptions().idempotent());
            once.run();
            Desktop.Hands other = once.hireHands("other", new WorkerOptions());
            once.work.evacuate(gone.worker, Duration.ZERO);
            once.run();
            assertThat(once.endOf(task).reason()).isEqualTo(EndReason.WORKER_LOST);
            assertThat(other.figures).isEmpty();
        }
        evacuate(Duration.ZERO);
    }
}
