package io.ringswarm.harness.load.kind;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringswarm.reports.run.RunReport;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
class AllocationTest {
    /** What shards may make when they first need it: reserve, stash, places for asks. */
    private static final double ONCE_BYTES = 1 << 20;

    /** A quarter of the least that one object takes. */
    private static final double EACH_BYTES = 4;

    @ParameterizedTest
    @CsvSource({"feedback,2k", "overload,max", "priority,max", "ask,max", "pipeline,max", "fan-out,max"})
    void shouldAllocateNothingForAMessageWhenWarm(String scenario, String rate) {
        RunReport report = new Trial(scenario)
                .with("--rate", rate)
                .with("--ring-slots", "1024")
                .with("--work", "0")
                .with("--shed-after", "0")
                .with("--warmup", "1s")
                .with("-d", "500ms")
                .run();

        long deliveries = report.engine().handled();
        assertThat(deliveries).isPositive();
        assertThat(report.alloc().bytesPerMessage() * report.counts().handled())
                .isLessThan(ONCE_BYTES + EACH_BYTES * deliveries);
    }
}
