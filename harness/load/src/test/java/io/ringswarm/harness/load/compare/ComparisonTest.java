package io.ringswarm.harness.load.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.ringswarm.harness.load.compare.ComparisonPlan.Task;
import io.ringswarm.harness.peers.Sample;
import io.ringswarm.harness.peers.Workload;
import io.ringswarm.reports.comparison.ComparisonReport;
import io.ringswarm.reports.comparison.ComparisonReport.RatioFigures;
import io.ringswarm.reports.files.ComparisonJson;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ComparisonTest {
    private static final ComparisonPlan PLAN = new ComparisonPlan(
            List.of(new Task(Workload.ONE_WAY, List.of(Participant.of("a"), Participant.of("b")))),
            null,
            6,
            100,
            1,
            1,
            7);
    private static final Map<String, Sample> SAMPLES = Map.of("a", sample(30), "b", sample(20));
    private static final Block CALM = new Block(SAMPLES, List.of(100.0, 110.0, 105.0));
    private static final Block DISTURBED = new Block(SAMPLES, List.of(100.0, 300.0, 100.0));

    private final List<Integer> taken = new ArrayList<>();

    @Test
    void shouldTakeWhatWasAskedForWhenEveryBlockCounts() throws Exception {
        ComparisonReport report = compared(12);

        assertThat(taken).containsExactly(1, 2, 3, 4, 5, 6);
        assertThat(ratio(report)).isEqualTo(throughput(1.5, 1.5, 6, 0));
        assertThat(ComparisonTable.of(report))
                .contains("a / b, throughput: 1.50 (1.50 to 1.50), 6 blocks, 0 set aside\n");
    }

    @Test
    void shouldLeaveBlocksThatAreSetAsideOutOfTheFiguresButForWhatWasLost() throws Exception {
        Map<String, Sample> slow = Map.of("a", new Sample("1", 1, 9_000, 9_000, 9, 2), "b", sample(1));
        Comparison comparison = new Comparison(
                PLAN, (task, number, order) -> number < 3 ? new Block(slow, DISTURBED.probesNs()) : CALM);

        ComparisonReport.SystemFigures figures =
                comparison.run(null).workloads().get(0).systems().get(0);

        assertThat(figures.handledPerSecond().min()).isEqualTo(30);
        assertThat(figures.handledPerSecond().median()).isEqualTo(30);
        assertThat(figures.p99Ns()).isEqualTo(Math.round(sample(30).p99Ns()));
        assertThat(figures.lost()).isEqualTo(4);
    }

    @Test
    void shouldNameEachCodecWhenTheSystemsDifferInIt() throws Exception {
        List<Participant> four = Stream.of("ringswarm-wire", "ringswarm-fixed", "pekko", "ringswarm-wire-template")
                .map(Participant::of)
                .toList();
        Map<String, Sample> samples = new HashMap<>();
        four.forEach(participant -> samples.put(participant.name(), sample(30)));
        ComparisonPlan plan = new ComparisonPlan(List.of(new Task(Workload.ONE_WAY, four)), null, 6, 100, 1, 1, 7);

        ComparisonReport report =
                new Comparison(plan, (task, number, order) -> new Block(samples, List.of(1.0))).run(null);

        assertThat(report.workloads().get(0).codec()).isEqualTo("wire, fixed, wire-template");
        assertThat(compared(12).workloads().get(0).codec()).isEqualTo("fixed");
    }

    @Test
    void shouldReportTheBlocksThatAreWholeWhenInterrupted() throws Exception {
        List<Participant> one = List.of(Participant.of("pekko"));
        ComparisonPlan plan = new ComparisonPlan(
                List.of(new Task(Workload.ONE_WAY, one), new Task(Workload.ASK, one)), null, 6, 100, 1, 1, 7);
        Comparison[] comparison = new Comparison[1];
        comparison[0] = new Comparison(plan, (task, number, order) -> {
            if (number == 3) {
                comparison[0].interrupt();
                throw new SampleFailedException("ended by the same Ctrl-C");
            }
            return new Block(Map.of("pekko", sample(30)), List.of(1.0));
        });

        ComparisonReport report = comparison[0].run(null);

        assertThat(comparison[0].isInterrupted()).isTrue();
        assertThat(report.workloads())
                .as("of the second workload nothing was measured")
                .extracting(ComparisonReport.Workload::name)
                .containsExactly("one-way");
        assertThat(ComparisonSchema.faults(ComparisonJson.write(report))).isEmpty();
        assertThat(ComparisonVerdict.ofInterrupted().exitCode()).isEqualTo(130);
    }

    @Test
    void shouldReplaceBlocksThatAreSetAside() throws Exception {
        ComparisonReport report = compared(9, 1, 2, 5);

        assertThat(taken).hasSize(9);
        assertThat(ratio(report)).isEqualTo(throughput(1.5, 1.5, 6, 3));
    }

    @Test
    void shouldGiveNoIntervalWhenTwiceTheNumberLeavesTooFewBlocks() throws Exception {
        ComparisonReport report = compared(12, 1, 2, 3, 4, 5, 6, 7);

        assertThat(taken).hasSize(12);
        assertThat(ratio(report)).isEqualTo(throughput(null, null, 5, 7));
        assertThat(ComparisonSchema.faults(ComparisonJson.write(report))).isEmpty();
        assertThat(ComparisonTable.of(report))
                .contains("a / b, throughput: 1.50; 5 blocks are too few for an interval, 7 set aside\n");
    }

    @Test
    void shouldGiveNoRatioWhenNoBlockCounts() throws Exception {
        ComparisonReport report =
                compared(12, IntStream.rangeClosed(1, 12).boxed().toArray(Integer[]::new));

        assertThat(ratio(report))
                .extracting(RatioFigures::median, RatioFigures::low, RatioFigures::blocks, RatioFigures::setAside)
                .containsExactly(null, null, 0, 12);
        assertThat(ComparisonSchema.faults(ComparisonJson.write(report))).isEmpty();
    }

    @Test
    void shouldSayOneBlockWhenOnlyOneCounts() throws Exception {
        assertThat(ComparisonTable.of(compared(12, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11)))
                .contains("a / b, throughput: 1.50; 1 block is too few for an interval, 11 set aside\n");
    }

    @Test
    void shouldDivideBothPercentilesOfEachPairWhenTheWorkloadIsARate() throws Exception {
        List<Participant> three = List.of(Participant.of("a"), Participant.of("b"), Participant.of("c"));
        ComparisonPlan plan = new ComparisonPlan(
                List.of(new Task(Workload.ASK, three.subList(0, 2)), new Task(Workload.RATE_1M, three)),
                null,
                6,
                100,
                1,
                1,
                7);
        Map<String, Sample> samples = Map.of(
                "a", new Sample("1", 5, 10, 60, 0, 0),
                "b", new Sample("1", 5, 20, 30, 0, 0),
                "c", new Sample("1", 5, 40, 60, 0, 0));

        ComparisonReport report =
                new Comparison(plan, (task, number, order) -> new Block(samples, List.of(1.0))).run(null);

        assertThat(report.workloads())
                .extracting(ComparisonReport.Workload::name)
                .containsExactly("ask", "rate-1m");
        assertThat(report.workloads().get(0).ratios())
                .extracting(RatioFigures::b, RatioFigures::metric, RatioFigures::median)
                .containsExactly(tuple("b", "p50Ns", 0.5));
        assertThat(report.workloads().get(1).ratios())
                .extracting(RatioFigures::b, RatioFigures::metric, RatioFigures::median)
                .containsExactly(
                        tuple("b", "p50Ns", 0.5),
                        tuple("b", "p99Ns", 2.0),
                        tuple("c", "p50Ns", 0.25),
                        tuple("c", "p99Ns", 1.0));
        assertThat(ComparisonTable.of(report)).contains("a / c, P50 (less is better): 0.25 (0.25 to 0.25), 6 blocks");
    }

    private ComparisonReport compared(int most, Integer... disturbed) throws Exception {
        Comparison comparison = new Comparison(PLAN, (task, number, order) -> {
            assertThat(order).extracting(Participant::name).containsExactlyInAnyOrder("a", "b");
            assertThat(number).isLessThanOrEqualTo(most);
            taken.add(number);
            return List.of(disturbed).contains(number) ? DISTURBED : CALM;
        });
        return comparison.run(null);
    }

    private static RatioFigures throughput(Double low, Double high, int blocks, int setAside) {
        return new RatioFigures("a", "b", "handledPerSecond", true, 1.5, low, high, blocks, setAside, null, null);
    }

    private static RatioFigures ratio(ComparisonReport report) {
        return report.workloads().get(0).ratios().get(0);
    }

    private static Sample sample(double handledPerSecond) {
        return new Sample("1", handledPerSecond, 1, 2, 0, 0);
    }
}
