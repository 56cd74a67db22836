package io.ringswarm.engine.work.routing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Whom each strategy chooses for the same 120 tasks, letter by letter (a: worker 0). A strategy that chooses otherwise than
 * its trace has changed for its users; the failure shows the new trace, for {@code traces/} if that is meant.
 */
@Timeout(30)
class GoldenTraceTest {
    private static final long SEED = 2018;
    private static final int A_LINE = 40;

    @ParameterizedTest
    @EnumSource
    void shouldChooseAsItAlwaysHasWhenTasksAreTheSame(Strategies strategy) throws IOException {
        assertThat(trace(strategy)).as("seed %d", SEED).isEqualTo(golden(strategy));
    }

    @Test
    void shouldBeToldFromEveryOtherWhenTasksAreTheSame() throws IOException {
        Map<Strategies, String> traces = new EnumMap<>(Strategies.class);
        for (Strategies strategy : Strategies.values()) {
            traces.put(strategy, golden(strategy));
        }
        assertThat(traces.values()).doesNotHaveDuplicates().hasSize(Strategies.values().length);
    }

    private static String golden(Strategies strategy) throws IOException {
        try (InputStream in = GoldenTraceTest.class.getResourceAsStream("traces/" + strategy.key() + ".txt")) {
            assertThat(in)
                    .as("the trace of %s, now %n%s", strategy, trace(strategy))
                    .isNotNull();
            return new String(in.readAllBytes(), StandardCharsets.US_ASCII);
        }
    }

    private static String trace(Strategies strategy) {
        Setting setting = new Setting("trace", 8, 120)
                .load(0.9)
                .speedSpread(4)
                .tail(1.8)
                .bursts()
                .keys(12)
                .skills()
                .failing(3);
        int[] chosen = new Simulation(setting, SEED, strategy).run().chosen();
        String letters = Arrays.stream(chosen)
                .mapToObj(index -> String.valueOf((char) ('a' + index)))
                .collect(Collectors.joining());
        return letters.replaceAll("(.{" + A_LINE + "})", "$1\n");
    }
}
