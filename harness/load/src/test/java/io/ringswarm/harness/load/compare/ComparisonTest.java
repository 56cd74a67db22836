package io.ringswarm.harness.load.compare;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringswarm.harness.load.compare.ComparisonReport.RatioFigures;
import io.ringswarm.harness.peers.Sample;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ComparisonTest {
    private static final ComparisonPlan PLAN = new ComparisonPlan(List.of("a", "b"), 6, 100, 1, 1, 7);
    private static final Map<String, Sample> SAMPLES = Map.of("a", sample(30), "b", sample(20));
    private static final Block CALM = new Block(SAMPLES, List.of(100.0, 110.0, 105.0));
    private static final Block DISTURBED = new Block(SAMPLES, List.of(100.0, 300.0, 100.0));

    private final List<Integer> taken = new ArrayList<>();

    @Test
    void shouldTakeWhatWasAskedForWhenEveryBlockCounts() throws Exception {
        ComparisonReport report = compared(12);

        assertThat(taken).containsExactly(1, 2, 3, 4, 5, 6);
        assertThat(ratio(report)).isEqualTo(new RatioFigures("a", "b", "handledPerSecond", 1.5, 1.5, 1.5, 6, 0));
        assertThat(ComparisonTable.of(report)).contains("a / b: 1.50 (1.50 to 1.50), 6 blocks, 0 set aside\n");
    }

    @Test
    void shouldReplaceBlocksThatAreSetAside() throws Exception {
        ComparisonReport report = compared(9, 1, 2, 5);

        assertThat(taken).hasSize(9);
        assertThat(ratio(report)).isEqualTo(new RatioFigures("a", "b", "handledPerSecond", 1.5, 1.5, 1.5, 6, 3));
    }

    @Test
    void shouldGiveNoIntervalWhenTwiceTheNumberLeavesTooFewBlocks() throws Exception {
        ComparisonReport report = compared(12, 1, 2, 3, 4, 5, 6, 7);

        assertThat(taken).hasSize(12);
        assertThat(ratio(report)).isEqualTo(new RatioFigures("a", "b", "handledPerSecond", 1.5, null, null, 5, 7));
        assertThat(ComparisonTable.of(report))
                .contains("a / b: 1.50; 5 blocks are too few for an interval, 7 set aside\n");
    }

    @Test
    void shouldSayOneBlockWhenOnlyOneCounts() throws Exception {
        assertThat(ComparisonTable.of(compared(12, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11)))
                .contains("a / b: 1.50; 1 block is too few for an interval, 11 set aside\n");
    }

    private ComparisonReport compared(int most, Integer... disturbed) throws Exception {
        Comparison comparison = new Comparison(PLAN, (number, order) -> {
            assertThat(order).containsExactlyInAnyOrder("a", "b");
            assertThat(number).isLessThanOrEqualTo(most);
            taken.add(number);
            return List.of(disturbed).contains(number) ? DISTURBED : CALM;
        });
        return comparison.run(null);
    }

    private static RatioFigures ratio(ComparisonReport report) {
        return report.workloads().get(0).ratios().get(0);
    }

    private static Sample sample(double handledPerSecond) {
        return new Sample("1", handledPerSecond, 1, 2, 0, 0);
    }
}
