package io.ringswarm.reports.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class LoadFigureTest {
    @Test
    void shouldStateTheMedianOnlyWhenItWasMeasuredSixTimes() {
        assertThat(LoadFigure.of("spawn8", "ns", List.of()))
                .isEqualTo(new LoadFigure("spawn8", "ns", 0, null, null, null));
        assertThat(LoadFigure.of("spawn8", "ns", List.of(5.0, 1.0, 4.0, 2.0, 3.0)))
                .isEqualTo(new LoadFigure("spawn8", "ns", 5, 1.0, null, 5.0));
        assertThat(LoadFigure.of("spawn8", "ns", List.of(5.0, 1.0, 4.0, 2.0, 3.0, 9.0)))
                .isEqualTo(new LoadFigure("spawn8", "ns", 6, 1.0, 3.5, 9.0));
        assertThat(LoadFigure.of("spawn8", "ns", List.of(5.0, 1.0, 4.0, 2.0, 3.0, 9.0, 7.0))
                        .median())
                .isEqualTo(4.0);
    }

    @Test
    void shouldNameWhatIsWrongWhenAFigureCannotBe() {
        assertThatThrownBy(() -> new LoadFigure(" ", "ns", 1, 1.0, null, 1.0)).hasMessageStartingWith("figures.name= ");
        assertThatThrownBy(() -> LoadFigure.of("spawn8", "ns", List.of(Double.NaN)))
                .hasMessageStartingWith("figures.min=NaN");
    }
}
