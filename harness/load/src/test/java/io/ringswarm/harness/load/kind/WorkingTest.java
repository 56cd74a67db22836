package io.ringswarm.harness.load.kind;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ringswarm.engine.ReplyHandler;
import io.ringswarm.harness.load.scenario.InvalidInputException;
import io.ringswarm.reports.run.RunReport;
import io.ringswarm.reports.run.SloResult;
import io.ringswarm.reports.run.Tasks;
import io.ringswarm.reports.run.VerdictStatus;
import java.time.Duration;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class WorkingTest {
    @ParameterizedTest
    @CsvSource({
        "work-light, 1, 5",
        "work-medium, 2, 20",
        "work-heavy, 1, 50",
        "work-overload, 1, 100",
        "work-failing, 1, 200",
        "work-cache, 2, 1000",
        "work-throughput, 1, 5000",
        "work-soak, 1, 200"
    })
    void shouldAccountForEachTaskWhenItsScenarioIsRun(String scenario, int shards, int tasks) {
        RunReport report = trial(scenario)
                .with("--shards", String.valueOf(shards))
                .with("--tasks", String.valueOf(tasks))
                .with("--slo", "lost=0")
                .run();

        assertThat(report.verdict().status())
                .as(report.verdict().reasons().toString())
                .isEqualTo(VerdictStatus.PASS);
        Tasks ended = report.tasks();
        assertThat(ended.submitted()).isPositive();
        assertThat(ended.eachEndedOnce()).isTrue();
        assertThat(report.counts().sent()).isEqualTo(ended.submitted() - ended.rejected());
        assertThat(report.counts().handled()).isEqualTo(report.counts().sent());
        assertThat(report.latency().response().count())
                .isEqualTo(report.counts().handled());
        assertThat(ended.submitToEnd().count()).isEqualTo(report.counts().handled());
        assertThat(ended.workers()).isNotEmpty();
        assertThat(report.scenario().codec()).isNull();
        assertThat(report.scenario().arrival().seed()).isEqualTo(7);
    }

    @Test
    void shouldHoldObjectivesAgainstTheWholeRun() {
        RunReport report = trial("work-heavy")
                .with("--mean-task", "2ms")
                .with("--slo", "efficiency>0")
                .with("--slo", "startsPerSecond>1G/s")
                .with("--slo", "success>=100%")
                .run();

        assertThat(report.slo()).extracting(SloResult::pass).containsExactly(true, false, true);
        assertThat(report.slo().get(0).value()).isEqualTo(report.tasks().efficiency());
        assertThat(report.verdict().reasons()).singleElement().asString().startsWith("Starts per second is ");
    }

    @Test
    void shouldBeInvalidWhenAnObjectiveIsOfWhatTheLoadDoesNotMeasure() {
        RunReport report =
                trial("work-failing").with("--slo", "efficiency>=0.5").run();

        assertThat(report.verdict().status()).isEqualTo(VerdictStatus.INVALID);
        assertThat(report.verdict().reasons())
                .contains("Efficiency is not known: this load does not measure it, or no round has ended.");
    }

    @Test
    void shouldFailWhenNobodyHearsHowATaskEnds() {
        RunReport report = run(handler -> {
            long[] replies = new long[1];
            return (outcome, reply) -> {
                if (++replies[0] != 3) {
                    handler.onReply(outcome, reply);
                }
            };
        });

        assertThat(report.verdict().status()).isEqualTo(VerdictStatus.FAIL);
        assertThat(report.verdict().reasons())
                .contains(
                        "Tasks that had not ended, and none did for 200 ms: 1.",
                        "Tasks that were submitted and never ended: 1.")
                .anyMatch(reason -> reason.startsWith("Who submits and does the tasks counts "));
    }

    @Test
    void shouldFailWhenATaskEndsTwice() {
        RunReport report = run(handler -> {
            long[] replies = new long[1];
            return (outcome, reply) -> {
                handler.onReply(outcome, reply);
                if (++replies[0] == 3) {
                    handler.onReply(outcome, reply);
                }
            };
        });

        assertThat(report.verdict().status()).isEqualTo(VerdictStatus.FAIL);
        assertThat(report.verdict().reasons()).containsExactly("Tasks that did not end exactly once: 1.");
        assertThat(report.counts().duplicate()).isEqualTo(1);
    }

    private static RunReport run(UnaryOperator<ReplyHandler> guise) {
        return trial("work-heavy")
                .with("--mean-task", "2ms")
                .with("--warmup", "0")
                .with("--slo", "lost<=10")
                .run(config -> new Working(config, guise, Duration.ofMillis(200)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--strategy=fastest: one of round-robin, least-loaded, capability, performance, hybrid, affinity, power-of-two",
                "--workers=0: a whole number, 1 to 10000",
                "--tasks=none: a whole number",
                "--throw-share=1.5: a number, 0 to 1",
                "--task-sigma=-1: a number, 0 to 4",
                "--mean-task=2min: a time, 0 to 60 s",
                "--agents=5: no value, as the workload is work",
                "--codec=wire: no value, as the workload is work",
                "--rate=10k: max, as the workload is work",
                "--producers=2: 1, as the workload is work",
                "--slo=efficiency>=1.5: a share that can be reached",
                "--slo=missedHits=0.5: a whole number",
                "--slo=efficiency<10ms: or one of efficiency startsPerSecond missedHits staleHits"
            })
    void shouldRefuseInOneLineWhatCannotBe(String flagAndExpectation) {
        int equals = flagAndExpectation.indexOf('=');
        int colon = flagAndExpectation.indexOf(": ");
        Trial trial = trial("work-light")
                .with(flagAndExpectation.substring(0, equals), flagAndExpectation.substring(equals + 1, colon));

        assertThatThrownBy(trial::config)
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining(flagAndExpectation.substring(colon + 2));
    }

    @Test
    void shouldRefuseOptionsOfTasksWhenTheLoadHasNone() {
        assertThatThrownBy(new Trial("ask").with("--workers", "3")::config)
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("no value, as the workload is ask");
    }

    private static Trial trial(String scenario) {
        return Trial.withoutBodies(scenario);
    }
}
