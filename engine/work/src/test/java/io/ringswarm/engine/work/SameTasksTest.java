package io.ringswarm.engine.work;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringswarm.engine.EngineContext;
import io.ringswarm.engine.work.cache.CacheOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tasks that are the same as others, by idempotency key or by content: one is done, all get its end. */
@Timeout(60)
class SameTasksTest {
    private static final Duration TTL = Duration.ofMinutes(1);
    private static final String KEY = "key";
    private static final String CONTENT = "content";

    private Desktop desktop;
    private Desktop.Hands hands;

    @BeforeEach
    void open() {
        desktop = new Desktop(
                new EngineContext(), new WorkContext().idempotency(100, TTL).cache(CacheOptions.DEFAULT.withTtl(TTL)));
        hands = desktop.hireHands("a", new WorkerOptions().slots(10));
    }

    @AfterEach
    void close() {
        desktop.close();
        WorkCounters counters = desktop.work.counters();
        assertThat(counters.open()).isZero();
        assertThat(counters.ended()).isEqualTo(counters.submitted());
    }

    private static TaskOptions same(String how) {
        return how.equals(KEY) ? new TaskOptions().idempotencyKey("one") : new TaskOptions().cacheable();
    }

    private long submit(String how) {
        long task = desktop.submit(21, same(how));
        desktop.run();
        return task;
    }

    private void assertEnd(long task, TaskEnd end) {
        assertThat(desktop.endOf(task).end()).isEqualTo(end);
    }

    private void assertCache(long hits, long misses) {
        assertThat(desktop.work.counters().cacheHits()).isEqualTo(hits);
        assertThat(desktop.work.counters().cacheMisses()).isEqualTo(misses);
    }

    @ParameterizedTest
    @ValueSource(strings = {KEY, CONTENT})
    void shouldDoOneAndAnswerAllWhenTheyAreUnderWayTogether(String how) {
        List<Long> tasks = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            tasks.add(submit(how));
        }
        assertThat(hands.held).hasSize(1);
        hands.succeed(0);
        tasks.forEach(task -> assertThat(desktop.endOf(task).value()).isEqualTo(42));
        assertCache(4, how.equals(KEY) ? 0 : 1);
        assertThat(desktop.work.counters().started()).isEqualTo(1);
        assertThat(desktop.work.counters().succeeded()).isEqualTo(5);
    }

    @ParameterizedTest
    @ValueSource(strings = {KEY, CONTENT})
    void shouldAnswerLaterOnesWithoutDoingThemUntilTheTimeToLiveIsOver(String how) {
        submit(how);
        hands.succeed(0);
        desktop.advance(TTL.minusNanos(1));
        long later = submit(how);
        assertThat(desktop.endOf(later).value()).isEqualTo(42);
        assertThat(desktop.endOf(later).tookNs()).isZero();
        assertThat(hands.held).hasSize(1);
        desktop.advance(TTL);
        long afterwards = submit(how);
        assertThat(hands.held).hasSize(2);
        hands.succeed(1);
        assertEnd(afterwards, TaskEnd.SUCCEEDED);
        assertCache(1, how.equals(KEY) ? 0 : 2);
    }

    @Test
    void shouldDoTasksThatDiffer() {
        desktop.submit(1, new TaskOptions().cacheable());
        desktop.submit(2, new TaskOptions().cacheable());
        desktop.submit(1, new TaskOptions().idempotencyKey("a"));
        desktop.submit(1, new TaskOptions().idempotencyKey("b"));
        desktop.submit(1, new TaskOptions());
        desktop.submit(1, new TaskOptions());
        desktop.run();
        assertThat(hands.held).hasSize(6);
        assertCache(0, 2);
    }

    @Test
    void shouldTakeTheKeyForMoreThanTheContent() {
        long first = desktop.submit(1, new TaskOptions().idempotencyKey("a"));
        long second = desktop.submit(2, new TaskOptions().idempotencyKey("a"));
        desktop.run();
        hands.succeed(0);
        assertThat(desktop.endOf(first).value()).isEqualTo(2);
        assertThat(desktop.endOf(second).value()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {KEY, CONTENT})
    void shouldShareAFailure(String how) {
        long first = submit(how);
        long second = submit(how);
        hands.fail(0);
        assertEnd(first, TaskEnd.FAILED);
        assertEnd(second, TaskEnd.FAILED);
        assertThat(desktop.endOf(second).reason()).isEqualTo(EndReason.WORKER_FAILED);
        assertThat(desktop.endOf(second).why()).isEqualTo("failed by hand");
        long third = submit(how);
        if (how.equals(KEY)) {
            assertEnd(third, TaskEnd.FAILED); // remembered: one is done of all with one key
            assertThat(hands.held).hasSize(1);
        } else {
            assertThat(hands.held).hasSize(2); // only results are kept
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {KEY, CONTENT})
    void shouldDoAFollowerInsteadWhenTheLeaderIsCancelledBeforeItWasTried(String how) {
        Desktop.Hands only = hands;
        desktop.submit(1, new TaskOptions());
        for (int i = 1; i < 10; i++) {
            desktop.submit(i, new TaskOptions());
        }
        desktop.run();
        assertThat(only.held).hasSize(10);
        long leader = submit(how);
        long follower = submit(how);
        long last = submit(how);
        desktop.work.cancel(leader);
        desktop.run();
        assertEnd(leader, TaskEnd.CANCELLED);
        only.succeed(0);
        assertThat(only.held).hasSize(11);
        assertThat(only.held.get(10).taskId()).isEqualTo(follower);
        only.succeed(10);
        assertEnd(follower, TaskEnd.SUCCEEDED);
        assertEnd(last, TaskEnd.SUCCEEDED);
    }

    @Test
    void shouldDoAFollowerInsteadWhenALeaderByContentExpiresInHand() {
        long leader = desktop.submit(21, new TaskOptions().cacheable().deadline(Duration.ofSeconds(1)));
        desktop.run();
        long follower = submit(CONTENT);
        desktop.advance(Duration.ofSeconds(1));
        assertEnd(leader, TaskEnd.EXPIRED);
        assertThat(hands.held).hasSize(2);
        hands.succeed(1);
        assertEnd(follower, TaskEnd.SUCCEEDED);
        hands.succeed(0); // the late one is discarded
        assertThat(desktop.work.counters().duplicateCompletions()).isEqualTo(1);
    }

    @Test
    void shouldNotStartAKeyTwiceWhenItsLeaderIsCancelledInHand() {
        long leader = submit(KEY);
        long follower = submit(KEY);
        desktop.work.cancel(leader);
        desktop.run();
        assertEnd(leader, TaskEnd.CANCELLED);
        assertEnd(follower, TaskEnd.CANCELLED);
        assertEnd(submit(KEY), TaskEnd.CANCELLED);
        assertThat(hands.held).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {KEY, CONTENT})
    void shouldLetGoOfAFollowerWhenItAloneIsCancelledOrExpires(String how) {
        long leader = submit(how);
        long cancelled = submit(how);
        long expired = desktop.submit(21, same(how).deadline(Duration.ofSeconds(1)));
        desktop.run();
        desktop.work.cancel(cancelled);
        desktop.advance(Duration.ofSeconds(1));
        assertEnd(cancelled, TaskEnd.CANCELLED);
        assertEnd(expired, TaskEnd.EXPIRED);
        hands.succeed(0);
        assertEnd(leader, TaskEnd.SUCCEEDED);
        assertThat(desktop.ends).hasSize(3);
    }

    @ParameterizedTest
    @ValueSource(strings = {KEY, CONTENT})
    void shouldPromoteOneAfterTheOtherWhenAllAreCancelledAtOnce(String how) {
        for (int i = 0; i < 10; i++) {
            desktop.submit(i, new TaskOptions());
        }
        desktop.run();
        List<Long> tasks = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            tasks.add(submit(how));
        }
        tasks.forEach(task -> desktop.work.cancel(task));
        desktop.run();
        tasks.forEach(task -> assertEnd(task, TaskEnd.CANCELLED));
        long fresh = submit(how);
        hands.succeed(0);
        assertThat(hands.held.get(10).taskId()).isEqualTo(fresh);
    }

    @Test
    void shouldRememberNoMoreKeysThanItMay() {
        for (int i = 0; i < 200; i++) {
            desktop.submit(i, new TaskOptions().idempotencyKey("key " + i));
            desktop.run();
            hands.succeed(i);
        }
        desktop.submit(0, new TaskOptions().idempotencyKey("key 0"));
        desktop.submit(0, new TaskOptions().idempotencyKey("key 199"));
        desktop.run();
        assertThat(hands.held).hasSize(201);
        assertCache(1, 0);
    }

    @Test
    void shouldDoEachWhenThereIsNoCache() {
        try (Desktop plain = new Desktop(new WorkContext())) {
            Desktop.Hands both = plain.hireHands("a", new WorkerOptions().slots(2));
            plain.submit(1, new TaskOptions().cacheable());
            plain.submit(1, new TaskOptions().cacheable());
            plain.run();
            assertThat(both.held).hasSize(2);
            assertThat(plain.work.counters().cacheMisses()).isZero();
        }
    }

    @Test
    void shouldAnswerAtOnceWhenAStageIsAskedForAResultThatIsKept() {
        try (Desktop desktop = new Desktop(new WorkContext().cache(CacheOptions.DEFAULT))) {
            desktop.hireQuick("a");
            TaskOptions cacheable = new TaskOptions().cacheable();
            desktop.submit(21, cacheable);
            desktop.run();
            Submitted<Figure> again = desktop.work.submit(desktop.doubling, Figure.of(21), cacheable);
            TaskResult<Figure> result = again.result().toCompletableFuture().getNow(null);
            assertThat(result.value().value).isEqualTo(42);
            assertThat(result.end()).isEqualTo(TaskEnd.SUCCEEDED);
            assertThat(desktop.work.counters().cacheHits()).isEqualTo(1);
            assertThat(desktop.work.counters().submitted()).isEqualTo(2);
            assertThat(desktop.work.counters().succeeded()).isEqualTo(2);
            assertThat(desktop.work.counters().started()).isEqualTo(1);
            Submitted<Figure> late = desktop.work.submit(
                    desktop.doubling,
                    Figure.of(21),
                    new TaskOptions().cacheable().deadline(Duration.ZERO));
            assertThat(late.result().toCompletableFuture().isDone()).isFalse();
            desktop.run();
            assertThat(desktop.work.counters().expired()).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {KEY, CONTENT})
    void shouldCancelEachOnceWhenTheWorkIsClosed(String how) {
        List<Long> tasks = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            tasks.add(submit(how));
        }
        desktop.work.close(Duration.ofMillis(1));
        desktop.run();
        tasks.forEach(task -> assertEnd(task, TaskEnd.CANCELLED));
        assertThat(desktop.work.counters().cancelled()).isEqualTo(5);
        assertThat(desktop.engine.deadLetters())
                .allSatisfy(letter -> assertThat(letter.cause()).isNull());
    }
}
