package io.ringswarm.reports.words;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringswarm.reports.run.LoadFigure;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FigureWordsTest {
    @ParameterizedTest
    @CsvSource({"spawn100,Spawn 100", "bytesPerAgent,Bytes per agent", "spawnAll,Spawn all", "ready,Ready"})
    void shouldMakeWordsOfCamelCase(String name, String words) {
        assertThat(FigureWords.name(name)).isEqualTo(words);
    }

    @Test
    void shouldWriteTheValueInItsUnit() {
        LoadFigure time = LoadFigure.of("spawn8", "ns", List.of(18_400.0));
        LoadFigure memory = LoadFigure.of("bytesPerAgent", "B", List.of(340.4));

        assertThat(FigureWords.value(time, time.max())).isEqualTo("18.4 µs");
        assertThat(FigureWords.value(memory, memory.max())).isEqualTo("340 B");
        assertThat(FigureWords.value(time, time.median())).isEqualTo("–");
    }
}
