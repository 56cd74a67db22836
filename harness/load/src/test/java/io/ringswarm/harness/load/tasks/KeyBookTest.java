package io.ringswarm.harness.load.tasks;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(10)
class KeyBookTest {
    private static final long TTL_NS = 100;

    private final KeyBook book = new KeyBook(2, TTL_NS);

    @Test
    void shouldMissNoHitWhenNothingWasPromised() {
        book.done(5, book.certainUntilNs(0));

        assertThat(book.missedHits()).isZero();
    }

    @Test
    void shouldMissAHitWhenAWorkerDidWhatWasPromisedToBeThere() {
        book.heard(0, made(1, 10), 12);

        assertThat(book.certainUntilNs(0)).isEqualTo(10 + TTL_NS);
        book.done(109, book.certainUntilNs(0));
        book.done(110, book.certainUntilNs(0));
        book.done(50, book.certainUntilNs(1));
        assertThat(book.missedHits()).isEqualTo(1);
    }

    @Test
    void shouldFindAResultStaleWhenItIsTooOldOrNotTheLast() {
        book.heard(0, made(1, 10), 12);
        book.hit(0, made(1, 10), 12 + TTL_NS);
        assertThat(book.staleHits()).isZero();
        book.hit(0, made(1, 10), 13 + TTL_NS);
        assertThat(book.staleHits()).isEqualTo(1);

        book.heard(0, made(7, 150), 160);
        book.hit(0, made(1, 10), 155);
        assertThat(book.staleHits())
                .as("submitted before the last was heard of")
                .isEqualTo(1);
        book.hit(0, made(1, 10), 161);
        assertThat(book.staleHits()).isEqualTo(2);
        assertThat(book.hits()).isEqualTo(4);
    }

    @Test
    void shouldKnowResultsStillWhenReset() {
        book.heard(0, made(1, 10), 12);
        book.hit(0, made(1, 10), 1_000);
        book.reset();

        assertThat(book.hits()).isZero();
        assertThat(book.staleHits()).isZero();
        assertThat(book.certainUntilNs(0)).isEqualTo(10 + TTL_NS);
    }

    private static TaskOutcome made(long task, long madeNs) {
        TaskOutcome outcome = new TaskOutcome();
        outcome.madeFor = task;
        outcome.madeNs = madeNs;
        return outcome;
    }
}
