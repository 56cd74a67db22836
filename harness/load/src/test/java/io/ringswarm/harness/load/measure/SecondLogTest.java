package io.ringswarm.harness.load.measure;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringswarm.engine.metrics.LatencyHistograms;
import io.ringswarm.reports.files.LatencyTag;
import io.ringswarm.reports.run.Interval;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Random;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

class SecondLogTest {
    @Test
    void shouldGiveBackEachSecondAsItWas() {
        Histogram samples = LatencyHistograms.newHistogram();
        samples.recordValueWithCount(1_234_567, 3);
        Interval first = Interval.of(0)
                .messages(5L, 4L)
                .response(samples)
                .process(1.5, 77L)
                .offered(9L)
                .queueDepth(2L)
                .pauses(1L, 3L)
                .taken(4L, 5L, 6L)
                .hiccup(8L)
                .compilation(10L)
                .batches(samples)
                .build();
        Interval second = Interval.of(1).build();
        try (SecondLog log = new SecondLog()) {
            log.add(first);
            log.add(LatencyTag.RESPONSE, 0, samples);
            assertThat(log.intervals()).containsExactly(first);
            log.add(second);
            assertThat(log.intervals()).containsExactly(first, second);
        }
    }

    @Test
    void shouldGiveBackEveryValueOfAHistogramWithItsCount() throws IOException {
        long seed = 11;
        Random random = new Random(seed);
        Histogram samples = LatencyHistograms.newHistogram();
        for (int i = 0; i < 5_000; i++) {
            samples.recordValueWithCount((long) Math.exp(25 * random.nextDouble()), 1 + random.nextInt(9));
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        SparseHistogram.of(samples).writeTo(new DataOutputStream(bytes));

        Histogram read = SparseHistogram.readFrom(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())))
                .toHistogram();

        assertThat(read).as("seed " + seed).isEqualTo(samples);
    }
}
