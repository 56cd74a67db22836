package io.ringswarm.harness.load.quantity;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class QuantitiesTest {
    @ParameterizedTest
    @CsvSource({"100,100", "100k,100000", "1M,1000000", "2.5k,2500", "1_000,1000", "1G,1000000000", "' 7 ',7"})
    void shouldCountWhenANumberHasAScale(String text, long expected) {
        assertThat(Quantities.count(text)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "k", "-1", "1.5", "1e3", "1kk", "1m", "0x10", "9999999999G", "1,000"})
    void shouldAnswerNullWhenItIsNoCount(String text) {
        assertThat(Quantities.count(text)).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "10s,10000000000",
        "500ms,500000000",
        "20us,20000",
        "20\u00b5s,20000",
        "7ns,7",
        "2min,120000000000",
        "3,3000000000",
        "0.5 s,500000000",
        "0,0"
    })
    void shouldReadATimeWhenItHasAUnitOrNone(String text, long expectedNs) {
        assertThat(Quantities.timeNs(text, TimeUnitName.S)).isEqualTo(expectedNs);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "s", "10x", "10 hours", "-1s", "auto"})
    void shouldAnswerNullWhenItIsNoTime(String text) {
        assertThat(Quantities.timeNs(text, TimeUnitName.S)).isNull();
    }

    @ParameterizedTest
    @CsvSource({"99.9,99.9", "1.5M,1500000", "0.25,0.25"})
    void shouldReadAFractionWhenANumberHasOne(String text, double expected) {
        assertThat(Quantities.number(text)).isEqualTo(expected);
    }
}
