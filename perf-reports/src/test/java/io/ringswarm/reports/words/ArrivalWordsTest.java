package io.ringswarm.reports.words;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringswarm.reports.SampleRun;
import io.ringswarm.reports.page.HtmlReport;
import io.ringswarm.reports.run.Arrival;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** An arrival in words. */
public class ArrivalWordsTest {
    /** Arrivals of every shape, each with its words. */
    public static Stream<Arguments> arrivals() {
        return Stream.of(
                Arguments.of("", Arrival.constant(110_000)),
                Arguments.of("", new Arrival("closed", null, null, null, null)),
                Arguments.of("poisson arrival, seed 42", new Arrival("poisson", 110_000.0, 42L, null, null)),
                Arguments.of(
                        "bursts of 1,000", new Arrival("burst", 110_000.0, null, null, null, 1_000, null, null, null)),
                Arguments.of(
                        "ramp from 0 to 220,000/s",
                        new Arrival("ramp", 110_000.0, null, null, null, null, 0.0, 220_000.0, null)),
                Arguments.of(
                        "steps of 0.5/s, then 10,000/s",
                        new Arrival("step", 5_000.25, null, null, null, null, null, null, List.of(0.5, 10_000.0))));
    }

    @ParameterizedTest
    @MethodSource("arrivals")
    void shouldSayTheShapeWhenThereIsOne(String words, Arrival arrival) {
        assertThat(ArrivalWords.of(arrival)).isEqualTo(words);
    }

    @ParameterizedTest
    @MethodSource("arrivals")
    void shouldStandInTheSetUpOfAPage(String words, Arrival arrival) {
        assertThat(HtmlReport.render(SampleRun.arriving(arrival))).contains(words, "smoke profile");
    }

    @ParameterizedTest
    @ValueSource(strings = {"poisson", "burst", "ramp", "step"})
    void shouldSayNothingWrongWhenAnOlderReportHasTheTypeAlone(String type) {
        assertThat(ArrivalWords.of(new Arrival(type, null, null, null, null))).isIn("", "poisson arrival");
    }
}
