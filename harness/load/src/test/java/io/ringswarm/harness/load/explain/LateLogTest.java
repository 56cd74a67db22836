package io.ringswarm.harness.load.explain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class LateLogTest {
    private static final long MS = 1_000_000;

    private final LateLog log = new LateLog();
    private final List<LateCell> cells = new ArrayList<>();

    @Test
    void shouldKeepTheWorstAndTheNumberOfThoseDueAndHandledInTheSameMilliseconds() {
        log.limit(2 * MS);
        log.entered(10 * MS, 10 * MS, 13 * MS, 13 * MS, 2);
        log.entered(10 * MS + 500, 11 * MS, 13 * MS + 900, 13 * MS + 900, 3);
        log.entered(12 * MS, 12 * MS, 13 * MS + 950, 13 * MS + 950, 1);
        log.drainAll(cells::add);

        assertThat(cells)
                .containsExactly(
                        new LateCell(10 * MS + 500, 11 * MS, 13 * MS + 900, 0, 10 * MS, 5),
                        new LateCell(12 * MS, 12 * MS, 13 * MS + 950, 0, 12 * MS, 0));
    }

    @Test
    void shouldTellThatTheShardWasFreeWhenTheMessageCame() {
        log.entered(MS, MS, 2 * MS, 3 * MS, 1);
        log.entered(MS, 2 * MS + 1, 5 * MS, 6 * MS, 1); // came while the first was handled
        log.entered(7 * MS, 7 * MS, 9 * MS, 9 * MS, 1);
        log.drainAll(cells::add);

        assertThat(cells).extracting(LateCell::idleNs).containsExactly(0L, 0L, 2 * MS);
    }

    @Test
    void shouldTakeNoNoticeOfWhatIsNotAskedForUnlessItIsOverTheLimit() {
        log.limit(3 * MS);
        log.ignoreUpTo(5 * MS);
        log.entered(0, 0, 2 * MS, 2 * MS, 1);
        log.entered(10 * MS, 10 * MS, 14 * MS, 14 * MS, 1);
        log.drainAll(cells::add);

        assertThat(cells).extracting(LateCell::dueNs).containsExactly(10 * MS);
    }

    @Test
    void shouldTakeTwoThousandCellsForASecondOfLateMessagesWhateverTheRate() {
        for (int perMs : new int[] {10, 1_000}) {
            log.reset();
            cells.clear();
            log.limit(MS);
            for (long i = 0; i < 1_000L * perMs; i++) {
                long dueNs = i * MS / perMs;
                log.entered(dueNs, dueNs, dueNs + 5 * MS + MS / 2, dueNs + 5 * MS + MS / 2, 1);
            }
            log.drainAll(cells::add);

            assertThat(cells).as(perMs + " a millisecond").hasSizeLessThanOrEqualTo(2_000);
            assertThat(cells.stream().mapToLong(LateCell::overLimit).sum()).isEqualTo(1_000L * perMs);
        }
    }

    @Test
    void shouldLeaveNoMessageOutWhenNobodyReads() {
        log.limit(MS);
        long messages = 50_000;
        for (long i = 0; i < messages; i++) {
            log.entered(i * MS, i * MS, (i + 2) * MS, (i + 2) * MS, 1);
        }
        log.drainAll(cells::add);

        assertThat(cells.stream().mapToLong(LateCell::overLimit).sum()).isEqualTo(messages);
        assertThat(cells).hasSizeLessThan(10_000);
    }

    @Test
    void shouldBeEmptyWhenReset() {
        log.entered(0, 0, 2 * MS, 2 * MS, 1);
        log.reset();
        log.drainAll(cells::add);

        assertThat(cells).isEmpty();
    }

    @Test
    void shouldLoseNoMessageWhenReadWhileItIsWritten() throws InterruptedException {
        long seed = 7;
        long messages = 2_000_000;
        log.limit(100L);
        long[] over = new long[1];
        Thread writer = new Thread(() -> {
            Random random = new Random(seed);
            long nowNs = 0;
            for (long i = 0; i < messages; i++) {
                nowNs += random.nextInt((int) MS);
                long dueNs = nowNs - random.nextInt(200);
                over[0] += nowNs - dueNs > 100 ? 1 : 0;
                log.entered(dueNs, dueNs, nowNs, nowNs, 1);
            }
        });
        writer.start();
        long[] read = new long[1];
        while (writer.isAlive()) {
            log.drain(cell -> read[0] += cell.overLimit());
        }
        writer.join(TimeUnit.SECONDS.toMillis(10));
        log.drainAll(cell -> read[0] += cell.overLimit());

        assertThat(read[0]).as("seed " + seed).isEqualTo(over[0]);
    }
}
