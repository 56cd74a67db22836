package io.ringswarm.harness.load.tasks;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringswarm.engine.work.TaskEnd;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(10)
class TaskBookTest {
    private static final int RETRIES = 2;

    private final TaskBook book = new TaskBook(1, RETRIES);

    @Test
    void shouldFindNothingWhenEachTaskEndedOnce() {
        for (long task = 1; task <= 1_000; task++) {
            book.submits(task, task, false);
            book.started(task, task + 1);
            assertThat(book.ended(task, TaskEnd.SUCCEEDED)).isTrue();
            assertThat(book.submitNs(task)).isEqualTo(task);
            assertThat(book.firstStartNs(task)).isEqualTo(task + 1);
        }
        book.close();

        assertThat(book.submitted()).isEqualTo(1_000);
        assertThat(book.ended(TaskEnd.SUCCEEDED)).isEqualTo(1_000);
        assertThat(book.attempts()).isEqualTo(1_000);
        assertFaults(0, 0);
    }

    /** Others follow, so that there is no room for it any more, or none do. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1_000})
    void shouldFindATaskThatNeverEnded(int others) {
        book.submits(1, 0, false);
        follow(others);

        assertFaults(1, 0);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1_000})
    void shouldFindATaskThatEndedTwice(int others) {
        book.submits(1, 0, false);
        book.ended(1, TaskEnd.FAILED);
        assertThat(book.ended(1, TaskEnd.SUCCEEDED)).isFalse();
        follow(others);

        assertThat(book.ended(TaskEnd.FAILED)).isEqualTo(1);
        assertThat(book.ended(TaskEnd.SUCCEEDED)).isEqualTo(others);
        assertFaults(1, 0);
    }

    @Test
    void shouldFindEndsAndStartsOfTasksThatNobodyKnows() {
        assertThat(book.ended(5, TaskEnd.SUCCEEDED)).isFalse();
        book.started(6, 0);
        book.close();

        assertFaults(1, 1);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void shouldFindATaskThatWasStartedOnceMoreThanItMayBe(boolean idempotent) {
        int allowed = idempotent ? 1 + RETRIES : 1;
        for (long task = 1; task <= 2; task++) {
            book.submits(task, 0, idempotent);
            for (int start = 0; start < allowed; start++) {
                book.started(task, 10 + start);
            }
            book.ended(task, TaskEnd.SUCCEEDED);
        }
        book.started(2, 90);
        book.close();

        assertThat(book.repeated()).isEqualTo(2 * (allowed - 1) + 1);
        assertFaults(0, 1);
    }

    @Test
    void shouldCountFromZeroWhenReset() {
        book.submits(1, 0, false);
        book.started(1, 0);
        book.started(1, 0);
        book.reset();
        book.close();

        assertThat(book.submitted()).isZero();
        assertThat(book.attempts()).isZero();
        assertFaults(0, 0);
    }

    private void follow(int others) {
        for (long task = 2; task < 2 + others; task++) {
            book.submits(task, 0, false);
            book.ended(task, TaskEnd.SUCCEEDED);
        }
        book.close();
    }

    private void assertFaults(long notEndedOnce, long startedTooOften) {
        assertThat(book.notEndedOnce()).as("not ended once").isEqualTo(notEndedOnce);
        assertThat(book.startedTooOften()).as("started too often").isEqualTo(startedTooOften);
    }
}
