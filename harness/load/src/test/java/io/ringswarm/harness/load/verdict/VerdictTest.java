package io.ringswarm.harness.load.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringswarm.engine.Priority;
import io.ringswarm.harness.load.finding.Sentence;
import io.ringswarm.harness.load.kind.AsksSeen;
import io.ringswarm.harness.load.measure.Trouble;
import io.ringswarm.harness.load.scenario.ScenarioOption;
import io.ringswarm.harness.load.scenario.Slo;
import io.ringswarm.reports.run.RunReport;
import io.ringswarm.reports.run.VerdictStatus;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class VerdictTest extends JudgedRun {
    @Test
    void shouldPassWhenEverythingHeld() {
        RunReport report = judged("p95<10ms", "success>=99.9%", "rate>90k/s", "lost=0");

        assertThat(report.verdict().status()).isEqualTo(VerdictStatus.PASS);
        assertThat(report.verdict().exitCode()).isZero();
        assertThat(report.verdict().reasons()).isEmpty();
        assertThat(report.verdict().warnings()).isEmpty();
        assertThat(report.slo()).allSatisfy(slo -> assertThat(slo.pass()).isTrue());
        assertThat(report.slo().get(0).value()).isCloseTo(0.02, org.assertj.core.data.Percentage.withPercentage(1));
        assertThat(report.slo().get(1).value()).isEqualTo(100.0);
        assertThat(report.slo().get(2).value()).isEqualTo(100_000.0);
    }

    @Test
    void shouldFailWhenMessagesAreLost() {
        handled -= 3;
        engineHandled -= 3;
        recorded -= 3;

        assertFails("3 messages were accepted and lost.");
        assertThat(judged().counts().lost()).isEqualTo(3);
    }

    @Test
    void shouldFailWhenAMessageIsHandledTwice() {
        duplicates = 1;
        assertFails("1 message was handled twice.");
    }

    @Test
    void shouldFailWhenMessagesAreReordered() {
        outOfOrder = 2;
        assertFails("2 messages were handled after a later one.");
    }

    @Test
    void shouldFailWhenAgentsMissNumbersAlthoughTheCountsAgree() {
        missing = 1;
        assertFails("1 message was missed by their agents.");
    }

    @Test
    void shouldFailWhenMessagesBecomeDeadLetters() {
        dead = 2;
        handled -= 2;
        engineHandled -= 2;
        assertFails("2 messages were turned into dead letters.");
    }

    @Test
    void shouldFailWhenMessagesWaitAtTheClose() {
        undelivered = 2;
        handled -= 2;
        engineHandled -= 2;
        recorded -= 2;
        assertFails("2 messages were accepted and still waiting when the engine closed.");
    }

    @Test
    void shouldFailWhenAnObjectiveIsMissed() {
        responseNs = 30 * MS;
        violations = Map.of(Slo.parse("p95<10ms"), 4);

        RunReport report = judged("p95<10ms");

        assertThat(report.verdict().status()).isEqualTo(VerdictStatus.FAIL);
        assertThat(report.verdict().reasons()).hasSize(1).first().asString().startsWith("P95 is 30 ms, ");
        assertThat(report.slo().get(0).firstViolationSecond()).isEqualTo(4);
    }

    @Test
    void shouldFailWhenTheEngineFails() {
        trouble = Trouble.of(Sentence.ENGINE_FAILED, "a shard died");
        assertFails("The engine failed: a shard died.");
    }

    @Test
    void shouldBeInvalidWhateverTheWordsWhenTheMeasurementFails() {
        trouble = Trouble.of(Sentence.PRODUCER_FAILED, "the engine failed to be measured");
        assertInvalid("A producer failed: the engine failed to be measured.");
    }

    @Test
    void shouldFailAndNotBeInvalidWhenBothHold() {
        duplicates = 1;
        leaveUnsent(1_000);
        unsentByGenerator = 1_000;

        RunReport report = judged();

        assertThat(report.verdict().status()).isEqualTo(VerdictStatus.FAIL);
        assertThat(report.verdict().exitCode()).isEqualTo(1);
        assertThat(report.verdict().reasons()).hasSize(2).first().isEqualTo("1 message was handled twice.");
    }

    @Test
    void shouldBeInvalidWhenTheGeneratorCouldNotKeepUp() {
        leaveUnsent(1_000);
        unsentByGenerator = 1_000;
        assertInvalid("1,000 of 100,000 messages were due and not sent: the generator could not keep up.");
    }

    @Test
    void shouldBeInvalidWhenTheEngineRefusedOnceAndTheGeneratorCouldNotKeepUpAnyway() {
        leaveUnsent(75_000);
        refused = 1;
        unsentByGenerator = 74_990;

        assertThat(judged("lost=0").verdict().status()).isEqualTo(VerdictStatus.INVALID);
        assertInvalid("75,000 of 100,000 messages were due and not sent: the generator could not keep up.");
    }

    @Test
    void shouldWarnWhenTheEngineRefusedWhatWasNotSent() {
        leaveUnsent(1_000);
        refused = 5;
        unsentByGenerator = 100;
        assertWarns("1,000 of 100,000 messages were due and not sent, as the engine refused more.");
    }

    @Test
    void shouldPassWhenHardlyAnyMessageWasNotSent() {
        leaveUnsent(100);
        unsentByGenerator = 100;
        assertThat(judged().verdict().status()).isEqualTo(VerdictStatus.PASS);
    }

    @Test
    void shouldBeInvalidWhenProducersAndEngineDisagree() {
        created--;
        assertInvalid("The producers count 100,000 messages accepted, the engine 99,999.");
    }

    @Test
    void shouldBeInvalidWhenAgentsAndEngineDisagree() {
        engineHandled++;
        recorded++;
        assertInvalid("The agents count 100,000 messages handled, the engine 100,001.");
    }

    @Test
    void shouldBeInvalidWhenTheScheduleDoesNotAddUp() {
        scheduled++;
        assertInvalid("The schedule has 100,001 messages, but 100,000 sent and 0 not sent.");
    }

    @Test
    void shouldBeInvalidWhenALatencyIsMissing() {
        recorded--;
        assertInvalid("99,999 latencies were recorded for 100,000 messages.");
    }

    @Test
    void shouldBeInvalidWhenALatencyIsNegative() {
        negativeDelays = 1;
        assertInvalid("Latencies below zero, 1 of them: the clock ran backwards or a due time is wrong.");
    }

    @Test
    void shouldBeInvalidWhenAPercentileHasTooFewSamplesInItsTail() {
        RunReport report = judged("p9999<10ms", "p999<10ms");
        assertThat(report.verdict().status()).isEqualTo(VerdictStatus.PASS);

        scheduled = sent = created = engineHandled = handled = recorded = 99_999;
        report = judged("p9999<10ms");
        assertThat(report.verdict().status()).isEqualTo(VerdictStatus.INVALID);
        assertThat(report.verdict().reasons())
                .containsExactly("P99.99 is not known: fewer than 10 samples lie beyond it.");
    }

    @Test
    void shouldBeInvalidWhenNothingWasDue() {
        scheduled = sent = created = engineHandled = handled = recorded = 0;
        assertInvalid("No message was due.");
    }

    @Test
    void shouldBeInvalidAndExitWith130WhenInterrupted() {
        interruptedAfterNs = SECOND_NS;

        RunReport report = judged();

        assertThat(report.verdict().status()).isEqualTo(VerdictStatus.INVALID);
        assertThat(report.verdict().exitCode()).isEqualTo(130);
        assertThat(report.verdict().reasons()).containsExactly("Interrupted after 1 s.");
    }

    @Test
    void shouldSayThatNothingWasMeasuredWhenInterruptedDuringTheWarmUp() {
        scheduled = sent = created = engineHandled = handled = recorded = 0;
        durationNs = 0;
        interruptedAfterNs = 0L;

        RunReport report = judged("p95<10ms", "success>=99.9%", "rate>1/s", "lost=0");

        assertThat(report.verdict().exitCode()).isEqualTo(130);
        assertThat(report.verdict().reasons()).containsExactly("Interrupted before anything was measured.");
    }

    @Test
    void shouldBeInvalidWhenTheEngineDidNotFallQuiet() {
        trouble = Trouble.of(Sentence.NOT_QUIET);
        assertInvalid("The engine did not fall quiet after the warm-up.");
    }

    @Test
    void shouldWarnOfUnsteadinessWhenTheObjectivesAreMet() {
        steady = false;
        assertWarns("Not steady when the warm-up ended.");
    }

    @Test
    void shouldCountUnsteadinessAsAReasonWhenAnObjectiveIsMissed() {
        steady = false;
        responseNs = 30 * MS;

        assertThat(judged("p95<10ms").verdict().reasons())
                .hasSize(2)
                .last()
                .isEqualTo("Not steady when the warm-up ended.");
    }

    @Test
    void shouldWarnOfThreadsWhenTheUserAskedForMoreThanThereAreCores() {
        int shards = Math.min(128, 2 * Runtime.getRuntime().availableProcessors());
        set(ScenarioOption.IDLE, "spin");
        set(ScenarioOption.SHARDS, String.valueOf(shards));

        RunReport report = judged();

        assertThat(report.verdict().status()).isEqualTo(VerdictStatus.PASS);
        assertThat(report.verdict().warnings()).singleElement().asString().contains(" threads spin on ");
    }

    @Test
    void shouldPassWhenMessagesWereSentLateAsTheEngineRefused() {
        sendDelayNs = 2 * MS;
        refused = 1;
        lateByGenerator = MESSAGES / 100;

        assertThat(judged().verdict().status()).isEqualTo(VerdictStatus.PASS);
        assertThat(judged().verdict().warnings()).isEmpty();
    }

    @Test
    void shouldWarnWhenTheGeneratorWasLateOrTheMachineDisturbed() {
        lateByGenerator = 1_001;
        refused = 1;
        hiccupNs = 50 * MS;
        stealNs = SECOND_NS;

        assertThat(judged().verdict().status()).isEqualTo(VerdictStatus.PASS);
        assertThat(judged().verdict().warnings())
                .satisfiesExactly(
                        late -> assertThat(late)
                                .isEqualTo("The generator was late: it sent 1,001 of 100,000 messages more than 1 ms"
                                        + " after they were due, for no refusal."),
                        stolen -> assertThat(stolen).startsWith("The hypervisor took "),
                        hiccup -> assertThat(hiccup).startsWith("A sleeping thread woke up to 50"));
    }

    @Test
    void shouldCountALateGeneratorAsAReasonWhenAnObjectiveIsMissed() {
        lateByGenerator = MESSAGES;
        refused = 1;
        responseNs = 30 * MS;

        assertThat(judged("p95<10ms").verdict().reasons())
                .hasSize(2)
                .last()
                .asString()
                .startsWith("The generator was late");
    }

    @Test
    void shouldLeaveWhatIsHandledAfterTheEndOutOfTheRate() {
        handledInTime = MESSAGES / 4;

        RunReport report = judged("rate>90k/s", "success>=100%");

        assertThat(report.slo().get(0).value()).isEqualTo(25_000.0);
        assertThat(report.slo().get(0).pass()).isFalse();
        assertThat(report.slo().get(1).pass()).isTrue();
        assertThat(report.rate().handledPerSecond()).isEqualTo(25_000.0);
        assertThat(report.rate().sentPerSecond()).isEqualTo(100_000.0);
    }

    @Test
    void shouldWarnWhenDrainingTookLong() {
        drainNs = 3 * SECOND_NS;
        assertWarns("Draining took 3 s: what was handled after the end is not in the rate.");
    }

    @Test
    void shouldHaveNoScheduleWhenTheLoopIsClosed() {
        set(ScenarioOption.RATE, "max");
        scheduled = null;
        unsent = null;

        RunReport report = judged("success>=100%", "lost=0");

        assertThat(report.verdict().status()).isEqualTo(VerdictStatus.PASS);
        assertThat(report.scenario().arrival().type()).isEqualTo("closed");
        assertThat(report.counts().scheduled()).isNull();
        assertThat(report.latency().sendDelay()).isNull();
        assertThat(report.rate().scheduledPerSecond()).isNull();
    }

    @Test
    void shouldFailWhenTheEngineCannotSayHowAMessageEnded() {
        created++;
        sent++;
        scheduled++;
        dead = 0;
        handled++;
        recorded++;
        assertThat(judged().verdict().reasons())
                .contains("1 message was accepted by the engine and neither handled nor accounted for.");
    }

    @Test
    void shouldNotBlameAnyoneForGapsWhenTheEngineSaysHowTheMessagesEnded() {
        shed = 7;
        missing = 7;
        handled -= 7;
        engineHandled -= 7;
        recorded -= 7;
        assertThat(judged().verdict().status()).isEqualTo(VerdictStatus.PASS);

        missing = 8;
        assertFails("1 message was missed by their agents.");
    }

    @Test
    void shouldFailWhenAnAskHasNoEndOrAnAnswerDoesNotArrive() {
        set(ScenarioOption.WORKLOAD, "ask");
        asksStarted = 10;
        asksAnswered = 8;
        asks = new AsksSeen(9, 10, 8, 0, 1, 0, 0);

        assertThat(judged().verdict().reasons())
                .contains(
                        "Asks without exactly one end: 1.",
                        "Of 9 answers that were accepted, 8 arrived.",
                        "Asks that timed out without an answer: 1.");
    }

    @Test
    void shouldBeInvalidWhenProducersAndEngineDisagreeOnAsks() {
        set(ScenarioOption.WORKLOAD, "ask");
        asksStarted = 11;
        asksAnswered = 10;
        asks = new AsksSeen(10, 10, 10, 0, 0, 0, 0);

        assertThat(judged().verdict().reasons()).contains("The producers count 10 asks started, the engine 11.");
    }

    @Test
    void shouldPassWhenRefusalsAreCountedAndMemoryIsBoundedUnderOverload() {
        overload();

        RunReport report = judged();

        assertThat(report.verdict().reasons()).isEmpty();
        assertThat(report.counts().scheduled())
                .isEqualTo(report.counts().sent() + report.counts().refused());
    }

    @Test
    void shouldFailWhenARefusalIsNotCounted() {
        overload();
        engineRefused--;
        assertFails("The producers were refused 900,000 messages, the engine counts 899,999.");
    }

    @Test
    void shouldFailWhenMemoryGrowsUnderOverload() {
        overload();
        heapGrowthBytes = 9 << 20;
        assertThat(judged().verdict().status()).isEqualTo(VerdictStatus.FAIL);
        assertThat(judged().verdict().reasons()).first().asString().startsWith("Memory grew by 9 MiB to 29 MiB ");
    }

    @Test
    void shouldFailWhenMemoryDoesNotComeBackFromAgentsThatHaveEnded() {
        set(ScenarioOption.WORKLOAD, "spawn");
        set(ScenarioOption.RATE, "max");
        scheduled = null;
        unsent = null;
        assertThat(judged().verdict().status()).isEqualTo(VerdictStatus.PASS);

        heapGrowthBytes = 9 << 20;
        assertThat(judged().verdict().reasons()).singleElement().asString().startsWith("Memory grew by 9 MiB ");
    }

    @Test
    void shouldFailWhenALaneIsPassedOver() {
        overload();
        lanes = List.of(lane(Priority.LOW, 900_000, 1_000, 897, 0));
        assertFails("A message of the low lane waited for 897 messages of other lanes, more than 896.");
    }

    @Test
    void shouldFailWhenALaneStarvesAndNothingWasShed() {
        overload();
        lanes = List.of(lane(Priority.LOW, 900_000, 1_000, 0, 2));
        assertFails("The low lane starved: messages waited, and for 2 s none was handled.");

        shed = 1;
        handled--;
        engineHandled--;
        recorded--;
        assertThat(judged().verdict().status()).isEqualTo(VerdictStatus.PASS);
    }

    @Test
    void shouldBeInvalidWhenNothingWasRefusedUnderOverload() {
        overload();
        scheduled = MESSAGES;
        dropped = refused = engineRefused = 0;
        assertInvalid("The engine was not saturated: it refused nothing.");
    }

    @Test
    void shouldBeInvalidWhenTheLowestLaneWasNotRefusedAnythingAlthoughOthersWere() {
        overload();
        set(ScenarioOption.WORKLOAD, "priority");
        lanes = List.of(lane(Priority.HIGH, dropped, MESSAGES / 2, 0, 0), lane(Priority.LOW, 0, MESSAGES / 2, 0, 0));
        assertInvalid("The engine was not saturated: it refused nothing on its low lane.");
    }

    @Test
    void shouldJudgeALaneByItsOwnMessagesWhenAnObjectiveNamesIt() {
        overload();
        lanes = List.of(lane(Priority.CRITICAL, 0, 1_000, 0, 0), lane(Priority.LOW, 900_000, 1_000, 0, 0));

        RunReport report = judged("critical.p99<20ms", "critical.success>=100%", "low.success>=100%");

        assertThat(report.slo()).extracting(slo -> slo.pass()).containsExactly(true, true, false);
        assertThat(report.slo().get(0).metric()).isEqualTo("critical.p99");
        assertThat(report.verdict().reasons()).first().asString().startsWith("Success of the low lane is 0.1");
    }

    private void assertFails(String reason) {
        assertThat(judged().verdict().status()).isEqualTo(VerdictStatus.FAIL);
        assertThat(judged().verdict().exitCode()).isEqualTo(1);
        assertThat(judged().verdict().reasons()).containsExactly(reason);
    }

    private void assertInvalid(String reason) {
        assertThat(judged().verdict().status()).isEqualTo(VerdictStatus.INVALID);
        assertThat(judged().verdict().exitCode()).isEqualTo(3);
        assertThat(judged().verdict().reasons()).containsExactly(reason);
    }

    private void assertWarns(String warning) {
        assertThat(judged().verdict().status()).isEqualTo(VerdictStatus.PASS);
        assertThat(judged().verdict().warnings()).containsExactly(warning);
    }
}
