package io.ringswarm.harness.load.explain;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringswarm.reports.run.Attribution;
import io.ringswarm.reports.run.WorstMessage;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Times in milliseconds, written as ns. */
class BlameTest {
    private static final long MS = 1_000_000;

    private final Timeline timeline = new Timeline();
    private final Blame blame = new Blame(0);

    @Test
    void shouldPutMessagesToTheStopTheyWaitedOutAndToThatOfThoseBeforeThem() {
        timeline.add(Cause.GC, 100 * MS, 200 * MS);
        timeline.settle(1_000 * MS);

        assertThat(cause(110, 205)).as("due during the stop").isEqualTo(Cause.GC);
        assertThat(cause(201, 240)).as("due just after it, behind those").isEqualTo(Cause.GC);
        assertThat(cause(400, 440)).as("due long after it").isEqualTo(Cause.QUEUEING);
        assertThat(cause(40, 90)).as("handled before it").isEqualTo(Cause.QUEUEING);
    }

    @Test
    void shouldPutMessagesToTheQueueWhenSmallStopsExplainLittleOfALongWait() {
        for (int ms = 0; ms < 1_000; ms += 10) {
            timeline.add(Cause.DESCHEDULED, ms * MS, (ms + 1) * MS);
        }
        timeline.settle(1_000 * MS);

        assertThat(cause(500, 700)).isEqualTo(Cause.QUEUEING);
    }

    @Test
    void shouldPutEachPartOfTheTimeToOneCauseWhenSeveralTookSome() {
        timeline.add(Cause.GENERATOR, 100 * MS, 150 * MS);
        timeline.add(Cause.DESCHEDULED, 140 * MS, 180 * MS);
        timeline.settle(1_000 * MS);

        assertThat(cause(100, 185))
                .as("40 by the generator, 40 descheduled first")
                .isEqualTo(Cause.DESCHEDULED);
        assertThat(cause(100, 160)).isEqualTo(Cause.GENERATOR);
    }

    @Test
    void shouldAddUpToAllMessagesOverTheLimit() {
        timeline.add(Cause.SAFEPOINT, 100 * MS, 200 * MS);
        timeline.settle(1_000 * MS);
        judge(new LateCell(110 * MS, 110 * MS, 201 * MS, 0, 110 * MS, 7));
        judge(new LateCell(500 * MS, 500 * MS, 530 * MS, 0, 500 * MS, 5));
        judge(new LateCell(600 * MS, 600 * MS, 601 * MS, 0, 600 * MS, 0));
        blame.add(Cause.GENERATOR, 3);

        assertThat(blame.attribution(10 * MS, true)).isEqualTo(new Attribution(0L, 7L, 0L, 3L, 5L, 0L, 10 * MS));
        assertThat(blame.attribution(10 * MS, false).gc()).as("nobody watched").isNull();
    }

    @Test
    void shouldKeepTheWorstWithWhatOverlappedThem() {
        timeline.add(Cause.GC, 100 * MS, 200 * MS);
        timeline.add(Cause.DESCHEDULED, 190 * MS, 230 * MS);
        timeline.settle(1_000 * MS);
        judge(new LateCell(150 * MS, LateLog.UNKNOWN, 240 * MS, 0, 150 * MS, 1));
        for (int i = 0; i < 40; i++) {
            judge(new LateCell((400 + i) * MS, (401 + i) * MS, (402 + 2 * i) * MS, 0, (400 + i) * MS, 1));
        }

        List<WorstMessage> worst = blame.worst();

        assertThat(worst).hasSize(20);
        assertThat(worst.get(0))
                .isEqualTo(new WorstMessage(
                        150 * MS,
                        null,
                        240 * MS,
                        List.of(
                                new WorstMessage.Overlap("gc", 50 * MS),
                                new WorstMessage.Overlap("descheduled", 30 * MS))));
        assertThat(worst.get(1).responseNs()).isEqualTo(41 * MS);
        assertThat(worst.get(19).responseNs()).isEqualTo(23 * MS);
        assertThat(blame.floorNs()).isEqualTo(23 * MS);
    }

    @Test
    void shouldTakeTheWaitItselfBeforeWhatWentOnBeforeIt() {
        timeline.add(Cause.GC, 92 * MS, 100 * MS);
        timeline.add(Cause.DESCHEDULED, 100 * MS, 110 * MS);
        timeline.settle(1_000 * MS);

        assertThat(cause(100, 110)).isEqualTo(Cause.DESCHEDULED);
    }

    @Test
    void shouldNotLookBackBeyondTheStart() {
        timeline.add(Cause.GC, 80 * MS, 99 * MS);
        timeline.settle(1_000 * MS);
        LateCell cell = new LateCell(100 * MS, 100 * MS, 120 * MS, 0, 100 * MS, 1);

        assertThat(Blame.causeOf(cell, timeline, timeline, 100 * MS)).isEqualTo(Cause.QUEUEING);
        assertThat(Blame.causeOf(cell, timeline, timeline, 0)).isEqualTo(Cause.GC);
    }

    @Test
    void shouldLookAtSendersUntilAMessageIsSentAndAtItsShardFromThenOn() {
        Timeline sending = new Timeline();
        sending.add(Cause.DESCHEDULED, 150 * MS, 190 * MS);
        sending.settle(1_000 * MS);
        timeline.settle(1_000 * MS);
        LateCell sentEarly = new LateCell(140 * MS, 141 * MS, 190 * MS, 0, 140 * MS, 1);
        LateCell sentLate = new LateCell(140 * MS, 189 * MS, 190 * MS, 0, 140 * MS, 1);

        assertThat(Blame.causeOf(sentEarly, sending, timeline, 0)).isEqualTo(Cause.QUEUEING);
        assertThat(Blame.causeOf(sentLate, sending, timeline, 0)).isEqualTo(Cause.DESCHEDULED);
    }

    private void judge(LateCell cell) {
        blame.judge(cell, timeline, timeline);
    }

    private Cause cause(long dueMs, long enteredMs) {
        LateCell cell = new LateCell(dueMs * MS, dueMs * MS, enteredMs * MS, 0, dueMs * MS, 1);
        return Blame.causeOf(cell, timeline, timeline, 0);
    }
}
