package io.ringswarm.harness.load.kind;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringswarm.engine.Agent;
import io.ringswarm.engine.AgentContext;
import io.ringswarm.engine.Message;
import io.ringswarm.harness.load.scenario.FigureName;
import io.ringswarm.harness.load.scenario.WorkloadName;
import io.ringswarm.reports.run.Counts;
import io.ringswarm.reports.run.LoadFigure;
import io.ringswarm.reports.run.RunReport;
import io.ringswarm.reports.run.VerdictStatus;
import java.time.Duration;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
class SpawningTest {
    @ParameterizedTest
    @CsvSource({"1,1000,4096,0", "2,333,8,100ms", "3,7,4096,0"})
    void shouldMeasureEveryCycleAndAccountForEachAgent(int shards, int agents, int ringSlots, String warmup) {
        RunReport report = new Trial("spawn")
                .with("--shards", String.valueOf(shards))
                .with("--agents", String.valueOf(agents))
                .with("--ring-slots", String.valueOf(ringSlots))
                .with("--warmup", warmup)
                .with("--slo", "lost=0")
                .run();

        Counts counts = report.counts();
        long cycles = figure(report, "spawn1").count();
        assertThat(report.verdict().status())
                .as(report.verdict().reasons().toString())
                .isEqualTo(VerdictStatus.PASS);
        assertThat(cycles).isPositive();
        assertThat(counts.sent()).isEqualTo(cycles * (1 + 8 + 100 + agents));
        assertThat(counts.handled()).isEqualTo(counts.sent());
        assertThat(counts.duplicate()).isZero();
        assertThat(report.engine().created()).as("messages and ends").isEqualTo(2 * counts.sent());
        assertThat(report.latency().response().count()).isEqualTo(counts.sent());
        assertThat(report.figures())
                .extracting(LoadFigure::name)
                .containsExactlyElementsOf(WorkloadName.SPAWN.figures().stream()
                        .map(FigureName::key)
                        .toList());
        assertThat(report.figures()).allSatisfy(figure -> {
            assertThat(figure.count()).isEqualTo(cycles);
            assertThat(figure.unit().equals("B") || figure.min() > 0).isTrue();
            assertThat(figure.max()).isGreaterThanOrEqualTo(figure.min());
        });
    }

    @Test
    void shouldHoldItsObjectivesAgainstTheMedians() {
        RunReport report = new Trial("spawn")
                .with("--agents", "5000")
                .with("-d", "4s")
                .with("--slo", "spawnAll<10s")
                .with("--slo", "bytesPerAgent<=100B")
                .run();

        assertThat(figure(report, "bytesPerAgent").count())
                .as("cycles in 4 s")
                .isGreaterThanOrEqualTo(LoadFigure.MIN_COUNT);
        assertThat(report.slo().get(0).value())
                .isEqualTo(figure(report, "spawnAll").median() / 1e9);
        assertThat(report.slo()).extracting(slo -> slo.pass()).containsExactly(true, false);
        assertThat(report.slo().get(1).value())
                .as("bytes of an agent with its name and reference")
                .isBetween(100.0, 1_000.0);
        assertThat(report.verdict().reasons())
                .singleElement()
                .asString()
                .startsWith("Bytes per agent is ")
                .endsWith(" its limit of 100 B.");
    }

    @Test
    void shouldBeInvalidWhenThereWereTooFewCyclesForAMedian() {
        RunReport report = new Trial("spawn")
                .with("-d", "1ms")
                .with("--agents", "100")
                .with("--slo", "spawn8<1s")
                .run();

        assertThat(report.verdict().status()).isEqualTo(VerdictStatus.INVALID);
        assertThat(report.verdict().reasons())
                .containsExactly("Spawn 8 is not known: it was measured 1 time, and not 6 or more.");
    }

    @Test
    void shouldFailWhenAnAgentHandlesItsMessageTwice() {
        RunReport report = run(agent -> new Guise(agent) {
            @Override
            public void onMessage(Message message, AgentContext self) throws Exception {
                agent.onMessage(message, self);
                agent.onMessage(message, self);
            }
        });

        assertThat(report.verdict().status()).isEqualTo(VerdictStatus.FAIL);
        assertThat(report.verdict().reasons()).anyMatch(reason -> reason.endsWith(" handled twice."));
    }

    @Test
    void shouldFailWhenAnAgentDoesNotHandleItsMessage() {
        RunReport report = run(agent -> new Guise(agent) {
            @Override
            public void onMessage(Message message, AgentContext self) {}
        });

        assertThat(report.verdict().status()).isEqualTo(VerdictStatus.FAIL);
        assertThat(report.verdict().reasons())
                .anyMatch(reason -> reason.equals("Agents that had not handled their message after 100 ms: 1."));
    }

    @Test
    void shouldFailWhenAnAgentIsNotToldThatItEnds() {
        RunReport report = run(agent -> agent::onMessage);

        assertThat(report.verdict().status()).isEqualTo(VerdictStatus.FAIL);
        assertThat(report.verdict().reasons())
                .anyMatch(reason -> reason.equals("Agents that had not been told of their end after 100 ms: 1."));
    }

    private static RunReport run(UnaryOperator<Agent> guise) {
        return new Trial("spawn")
                .with("--agents", "10")
                .with("--slo", "lost=0")
                .with("--warmup", "0")
                .run(config -> new Spawning(config, guise, Duration.ofMillis(100)));
    }

    private static LoadFigure figure(RunReport report, String name) {
        return report.figures().stream()
                .filter(figure -> figure.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    /** Ends as the agent that it stands for. */
    private abstract static class Guise implements Agent {
        private final Agent agent;

        Guise(Agent agent) {
            this.agent = agent;
        }

        @Override
        public void onStop(AgentContext self) throws Exception {
            agent.onStop(self);
        }
    }
}
