package io.ringswarm.harness.load.compare;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

class MedianIntervalTest {
    @Test
    void shouldSpanTheWholeRangeWhenThereAreSixValues() {
        assertThat(MedianInterval.of(new double[] {6, 1, 5, 2, 4, 3})).isEqualTo(new MedianInterval(3.5, 1, 6));
    }

    @Test
    void shouldTakeTheTabulatedRanksWhenThereAreMoreValues() {
        // ranks 2 and 8 of 9, 6 and 15 of 20: Conover, table A3
        assertThat(MedianInterval.of(ascending(9))).isEqualTo(new MedianInterval(5, 2, 8));
        assertThat(MedianInterval.of(ascending(20))).isEqualTo(new MedianInterval(10.5, 6, 15));
    }

    @Test
    void shouldBeThatValueWhenThereIsOne() {
        assertThat(MedianInterval.of(new double[] {7})).isEqualTo(new MedianInterval(7, 7, 7));
    }

    @Test
    void shouldEncloseTheTrueMedianInAtLeastNineteenOfTwentyCases() {
        long seed = 20_261_121L;
        Random random = new Random(seed);
        int enclosed = 0;
        int cases = 4_000;
        for (int i = 0; i < cases; i++) {
            MedianInterval interval = MedianInterval.of(
                    DoubleStream.generate(random::nextGaussian).limit(10).toArray());
            enclosed += interval.low() <= 0 && interval.high() >= 0 ? 1 : 0;
        }
        assertThat(enclosed).as("of %d cases, seed %d", cases, seed).isGreaterThan(cases * 19 / 20);
    }

    private static double[] ascending(int count) {
        return DoubleStream.iterate(1, value -> value + 1).limit(count).toArray();
    }
}
