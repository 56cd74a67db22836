package io.ringswarm.harness.load.explain;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringswarm.engine.metrics.EntryListener;
import io.ringswarm.reports.run.Attribution;
import io.ringswarm.reports.run.Interval;
import io.ringswarm.reports.run.WorstMessage;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ExplanationTest {
    private static final long MS = 1_000_000;
    private static final long PATIENCE_NS = 20_000 * MS;

    private final Explanation explanation = new Explanation(2);
    private final EntryListener shard = explanation.ofShard(0);
    private final LateLog generator = new LateLog();
    private final long startNs = System.nanoTime() + 3_600_000 * MS; // no pause of this JVM is then

    @AfterEach
    void close() {
        explanation.close();
    }

    @Test
    void shouldPutMessagesToWhatIsKnownLaterThanTheyAre() {
        begin(10 * MS);
        entered(100, 100, 205);
        explanation.overslept(startNs + 101 * MS, startNs + 200 * MS);
        entered(300, 380, 390);
        generator.entered(startNs + 300 * MS, 0, startNs + 380 * MS, 0, 1);
        entered(500, 500, 501);
        generator.entered(startNs + 501 * MS, 0, startNs + 501 * MS, 0, 1);
        explanation.look(startNs + 1_000 * MS);
        explanation.look(startNs + 9_000 * MS);

        assertThat(explanation.conclude(startNs + 10_000 * MS, PATIENCE_NS)).isTrue();
        assertThat(explanation.attribution()).isEqualTo(new Attribution(0L, 0L, 1L, 1L, 0L, 0L, 10 * MS));
        assertThat(explanation.worst()).extracting(WorstMessage::responseNs).containsExactly(105 * MS, 90 * MS, MS);
        assertThat(explanation.worst().get(0).overlaps())
                .containsExactly(new WorstMessage.Overlap("descheduled", 99 * MS));
    }

    @Test
    void shouldCallUnexplainedWhatAFreeShardTookLate() {
        begin(10 * MS);
        entered(100, 100, 101);
        entered(200, 200, 250);
        entered(200, 201, 251); // waited for the one before, which was late for no reason known
        explanation.conclude(startNs + 1_000 * MS, PATIENCE_NS);

        assertThat(explanation.attribution()).isEqualTo(new Attribution(0L, 0L, 0L, 0L, 0L, 2L, 10 * MS));
    }

    @Test
    void shouldExcuseNoShardByWhatKeptAnother() {
        begin(10 * MS);
        entered(100, 100, 101);
        entered(200, 200, 250); // shard 0 was free, and late
        EntryListener other = explanation.ofShard(1);
        other.entered(startNs + 199 * MS, startNs + 199 * MS, startNs + 200 * MS, startNs + 240 * MS, 1);
        other.entered(startNs + 201 * MS, startNs + 201 * MS, startNs + 240 * MS, startNs + 241 * MS, 1);
        explanation.conclude(startNs + 1_000 * MS, PATIENCE_NS);

        assertThat(explanation.attribution()).isEqualTo(new Attribution(0L, 0L, 0L, 0L, 1L, 1L, 10 * MS));
    }

    @Test
    void shouldBlameNoGeneratorForWhatCameAfterSending() {
        begin(10 * MS);
        entered(300, 302, 390);
        generator.entered(startNs + 310 * MS, 0, startNs + 380 * MS, 0, 1);
        explanation.conclude(startNs + 1_000 * MS, PATIENCE_NS);

        assertThat(explanation.attribution().generator()).isZero();
    }

    @Test
    void shouldPutWhatWasNeverSentToTheGeneratorOrToTheQueue() {
        begin(10 * MS);
        explanation.conclude(startNs + 1_000 * MS, PATIENCE_NS);
        explanation.unsent(10, 4);

        assertThat(explanation.attribution()).isEqualTo(new Attribution(0L, 0L, 0L, 4L, 6L, 0L, 10 * MS));
    }

    @Test
    void shouldPutNothingToACauseWithoutALimitAndKeepTheWorst() {
        begin(null);
        entered(100, 100, 300);
        explanation.conclude(startNs + 1_000 * MS, PATIENCE_NS);

        assertThat(explanation.attribution()).isNull();
        assertThat(explanation.worst()).hasSize(1);
    }

    @Test
    void shouldForgetTheWarmUp() {
        begin(10 * MS);
        entered(100, 100, 300);
        begin(10 * MS);
        explanation.conclude(startNs + 1_000 * MS, PATIENCE_NS);

        assertThat(explanation.worst()).isEmpty();
        assertThat(explanation.attribution()).isEqualTo(new Attribution(0L, 0L, 0L, 0L, 0L, 0L, 10 * MS));
    }

    @Test
    void shouldTellWhenTheJvmStoodStill() {
        long realStartNs = System.nanoTime();
        explanation.begin(realStartNs, 10 * MS, null, List.of());
        System.gc();
        long doneNs = System.nanoTime();
        assertThat(explanation.conclude(doneNs, PATIENCE_NS)).isTrue();

        long gcNs = 0;
        long safepointNs = 0;
        for (int second = 0; second <= (doneNs - realStartNs) / 1_000_000_000; second++) {
            Interval interval = explanation.withPauses(Interval.of(second).build());
            gcNs += interval.gcNs();
            safepointNs += interval.safepointNs();
        }
        assertThat(gcNs).isPositive();
        assertThat(safepointNs).isGreaterThanOrEqualTo(gcNs);
    }

    private void begin(Long limitNs) {
        explanation.begin(startNs, limitNs, null, List.of(generator));
    }

    private void entered(long dueMs, long sentMs, long enteredMs) {
        shard.entered(
                startNs + dueMs * MS, startNs + sentMs * MS, startNs + enteredMs * MS, startNs + enteredMs * MS, 1);
    }
}
