package io.ringswarm.reports.words;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QuantityTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0|0 ns",
                "0.5|0.5 ns",
                "842|842 ns",
                "999|999 ns",
                "999.9|1 µs",
                "1000|1 µs",
                "5435|5.44 µs",
                "5434.999999|5.43 µs",
                "18412|18.4 µs",
                "999499|999 µs",
                "999999|1 ms",
                "10e6|10 ms",
                "2.5e9|2.5 s",
                "75e9|75 s",
                "7200e9|7,200 s"
            })
    void shouldChooseTheUnitThatFitsWhenATimeIsWritten(double ns, String words) {
        assertThat(Quantity.time(ns)).isEqualTo(words);
    }

    @Test
    void shouldWriteAmountsAsPeopleReadThem() {
        assertThat(Quantity.bytes(64)).isEqualTo("64 B");
        assertThat(Quantity.bytes(0.42)).isEqualTo("0.42 B");
        assertThat(Quantity.bytes(1536L << 20)).isEqualTo("1.5 GiB");
        assertThat(Quantity.count(-1_100_000)).isEqualTo("-1,100,000");
        assertThat(Quantity.rate(109_999.7)).isEqualTo("110,000");
        assertThat(Quantity.rate(4.256)).isEqualTo("4.26");
        assertThat(Quantity.axis(2_500_000)).isEqualTo("2.5M");
        assertThat(Quantity.axis(0)).isEqualTo("0");
    }

    @Test
    void shouldNotRoundToAllWhenSomethingIsMissing() {
        assertThat(Quantity.share(1)).isEqualTo("100 %");
        assertThat(Quantity.share(0.99999)).isEqualTo("99.999 %");
        assertThat(Quantity.share(0.421)).isEqualTo("42.1 %");
        assertThat(Quantity.share(0)).isEqualTo("0 %");
    }
}
