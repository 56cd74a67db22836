package io.ringswarm.harness.benchmarks.ring;

import static io.ringswarm.codecs.frame.FrameLayout.HEADER_BYTES;
import static org.assertj.core.api.Assertions.assertThat;

import io.ringswarm.codecs.frame.FrameHeader;
import io.ringswarm.engine.ring.LaneRing;
import io.ringswarm.harness.benchmarks.Parcel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(30)
class RingBenchmarkTest {
    private static final int FRAME_BYTES = HEADER_BYTES + Parcel.BYTES;

    @ParameterizedTest
    @EnumSource
    void shouldPublishEachMessageAndGiveItsSlotBack(StagedRunBenchmark.Reader reader) {
        StagedRunBenchmark benchmark = new StagedRunBenchmark();
        benchmark.reader = reader;
        benchmark.makeRing();
        assertThat(benchmark.runsOfOne()).isEqualTo(StagedRunBenchmark.MESSAGES);
        assertThat(benchmark.runOf32()).isEqualTo(2L * StagedRunBenchmark.MESSAGES);

        LaneRing ring = benchmark.ring();
        assertThat(ring.depth()).isZero();
        for (int sequence = 0; sequence < 2 * StagedRunBenchmark.MESSAGES; sequence++) {
            assertThat(ring.isPublished(sequence)).as("sequence %d", sequence).isTrue();
            assertThat(FrameHeader.lengthOf(FrameHeader.lead(ring.slab(), ring.offsetOf(sequence))))
                    .as("sequence %d", sequence)
                    .isEqualTo(FRAME_BYTES);
        }
    }

    @Test
    void shouldTakeOutWhatItHasAdded() {
        LocalQueueBenchmark benchmark = new LocalQueueBenchmark();
        benchmark.encodeOne();
        assertThat(benchmark.encoded()).isEqualTo((long) LocalQueueBenchmark.MESSAGES * FRAME_BYTES);
        assertThat(benchmark.copied()).isEqualTo((long) LocalQueueBenchmark.MESSAGES * FRAME_BYTES);
    }
}
