package io.ringswarm.harness.load.generate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.ringswarm.engine.Priority;
import java.util.List;
import org.junit.jupiter.api.Test;

class MixTest {
    private static final int AGENTS = 100;
    private static final int MESSAGES = 1_000_000;

    private final List<Mix.Strand> strands = List.of(
            new Mix.Strand(Priority.CRITICAL, false, 5),
            new Mix.Strand(Priority.NORMAL, true, 35),
            new Mix.Strand(Priority.LOW, false, 60));

    @Test
    void shouldGiveEachStrandItsShareAtEveryAgentWhenAgentsTakeTurns() {
        Mix mix = new Mix(strands);
        long[][] ofAgent = new long[AGENTS][strands.size()];
        for (long index = 0; index < MESSAGES; index++) {
            ofAgent[(int) (index % AGENTS)][mix.strandOf(index)]++;
        }

        for (long[] counts : ofAgent) {
            for (int strand = 0; strand < counts.length; strand++) {
                double percent = 100.0 * counts[strand] / (MESSAGES / AGENTS);
                assertThat(percent).isCloseTo(strands.get(strand).percent(), within(3.0));
            }
        }
    }

    @Test
    void shouldGiveTheSameStrandWhenAskedAgain() {
        Mix mix = new Mix(strands);

        assertThat(mix.strandOf(123_456_789_012L)).isEqualTo(new Mix(strands).strandOf(123_456_789_012L));
    }

    @Test
    void shouldRefuseSharesWhenTheyDoNotAddUp() {
        assertThatThrownBy(() -> new Mix(strands.subList(0, 2)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("add up to 100");
    }
}
