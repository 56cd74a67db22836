package io.ringswarm.engine.work.routing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(10)
class RoundRobinTest {
    private final RoundRobin strategy = new RoundRobin();

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 7, 9, 100})
    void shouldGiveEachExactlyAsManyWhenRoundsAreWhole(int workers) {
        FakeWorker[] crew = FakeWorker.crew(workers);
        Stream.of(crew).forEach(strategy::added);
        int[] given = new int[workers];
        IntStream.range(0, 5 * workers).forEach(i -> given[next().index()]++);
        assertThat(given).containsOnly(5);
    }

    @Test
    void shouldSkipNobodyWhenOneLeavesInTheMiddleOfARound() {
        FakeWorker[] crew = FakeWorker.crew(4);
        Stream.of(crew).forEach(strategy::added);
        assertThat(next()).isSameAs(crew[0]);
        assertThat(next()).isSameAs(crew[1]);
        strategy.removed(crew[0]);
        assertThat(next()).isSameAs(crew[2]);
        strategy.removed(crew[3]);
        assertThat(next()).isSameAs(crew[1]);
        assertThat(next()).isSameAs(crew[2]);
        strategy.added(crew[3]);
        assertThat(next()).isSameAs(crew[1]);
        assertThat(next()).isSameAs(crew[2]);
        assertThat(next()).isSameAs(crew[3]);
    }

    private WorkerView next() {
        return strategy.choose(FakeTask.PLAIN, 0);
    }
}
