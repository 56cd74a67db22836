package io.ringswarm.engine.work;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringswarm.engine.EngineContext;
import io.ringswarm.engine.work.retry.Backoff;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is tried again, how often and when. */
@Timeout(60)
class TaskRetriesTest {
    private static final Duration CAP = Duration.ofSeconds(5);
    private static final int MANY = 400;

    private final WorkContext context = new WorkContext();
    private Desktop desktop;

    private Desktop.Hands open() {
        desktop = new Desktop(new EngineContext(), context);
        return desktop.hireHands("a", new WorkerOptions());
    }

    @AfterEach
    void close() {
        desktop.close();
    }

    @Test
    void shouldTryThreeTimesAgainWhenIdempotent() {
        Desktop.Hands hands = open();
        long task = desktop.submit(1, new TaskOptions().idempotent());
        desktop.run();
        for (int attempt = 1; attempt <= 4; attempt++) {
            assertThat(hands.held).hasSize(attempt);
            assertThat(hands.held.get(attempt - 1).attempt()).isEqualTo(attempt);
            assertThat(hands.held.get(attempt - 1).taskId()).isEqualTo(task);
            assertThat(desktop.work.counters().ended()).isZero();
            hands.fail(attempt - 1);
            desktop.advance(CAP);
        }
        assertThat(hands.held).hasSize(4);
        assertThat(desktop.endOf(task).reason()).isEqualTo(EndReason.WORKER_FAILED);
        assertThat(desktop.work.counters().started()).isEqualTo(4);
        assertThat(desktop.work.counters().retried()).isEqualTo(3);
        assertThat(desktop.work.counters().failed()).isEqualTo(1);
    }

    @Test
    void shouldSucceedWhenALaterAttemptDoes() {
        Desktop.Hands hands = open();
        long task = desktop.submit(1, new TaskOptions().idempotent());
        desktop.run();
        hands.fail(0);
        desktop.advance(CAP);
        hands.succeed(1);
        assertThat(desktop.endOf(task).value()).isEqualTo(2);
        assertThat(desktop.work.counters().retried()).isEqualTo(1);
    }

    @Test
    void shouldTryOnceWhenNotIdempotent() {
        Desktop.Hands hands = open();
        long task = desktop.submit(1, new TaskOptions());
        desktop.run();
        hands.fail(0);
        desktop.advance(CAP.multipliedBy(10));
        assertThat(desktop.endOf(task).end()).isEqualTo(TaskEnd.FAILED);
        assertThat(hands.held).hasSize(1);
        assertThat(desktop.work.counters().retried()).isZero();
    }

    @Test
    void shouldTryAgainWhenATimeLimitHasPassedOrAWorkerIsLost() {
        Desktop.Hands first = open();
        long task = desktop.submit(1, new TaskOptions().idempotent().timeLimit(Duration.ofSeconds(1)));
        desktop.advance(Duration.ofSeconds(1));
        first.fail(0); // too late, but its slot is free again
        while (first.held.size() < 2) {
            desktop.advance(Duration.ofMillis(100));
        }
        Desktop.Hands second = desktop.hireHands("b", new WorkerOptions());
        desktop.engine.engine().stop(first.worker.ref());
        desktop.run();
        while (second.held.isEmpty()) {
            desktop.advance(Duration.ofMillis(100));
        }
        assertThat(second.held.get(0).attempt()).isEqualTo(3);
        second.succeed(0);
        assertThat(desktop.endOf(task).end()).isEqualTo(TaskEnd.SUCCEEDED);
        assertThat(desktop.work.counters().retried()).isEqualTo(2);
    }

    @Test
    void shouldNotTryAgainWhenRetriesAreOff() {
        context.backoff(Backoff.NONE);
        Desktop.Hands hands = open();
        long task = desktop.submit(1, new TaskOptions().idempotent());
        desktop.run();
        hands.fail(0);
        assertThat(desktop.endOf(task).end()).isEqualTo(TaskEnd.FAILED);
    }

    /** Full jitter: of many waits all are within the bound, and they spread over the whole of it. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void shouldWaitAnywhereUpToTheBoundOfTheRetry(int retry) {
        Desktop.Hands hands = open();
        long boundNs = Math.round(500e6 * Math.pow(1.5, retry - 1));
        Duration step = Duration.ofMillis(1);
        long least = Long.MAX_VALUE;
        long most = 0;
        long sumNs = 0;
        int index = 0;
        for (int i = 0; i < MANY; i++) {
            desktop.submit(i, new TaskOptions().idempotent());
            desktop.run();
            for (int before = 1; before < retry; before++) {
                hands.fail(index++);
                desktop.advance(CAP);
            }
            hands.fail(index++);
            long waitedNs = 0;
            while (hands.held.size() == index) {
                desktop.advance(step);
                waitedNs += step.toNanos();
                assertThat(waitedNs).isLessThan(boundNs + 2 * step.toNanos());
            }
            least = Math.min(least, waitedNs);
            most = Math.max(most, waitedNs);
            sumNs += waitedNs;
            hands.succeed(index++);
        }
        assertThat(least).isLessThan(boundNs / 20);
        assertThat(most).isGreaterThan(boundNs - boundNs / 20);
        assertThat((double) sumNs / MANY).isBetween(0.4 * boundNs, 0.6 * boundNs);
    }
}
