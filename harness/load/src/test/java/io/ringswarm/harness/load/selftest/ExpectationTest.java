package io.ringswarm.harness.load.selftest;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Half a second of a second stood still, with messages due at 10,000/s: figures that can be told in the head. */
class ExpectationTest {
    private static final long MS = 1_000_000;
    private static final int MESSAGES = SelfTestPlan.RATE_PER_SECOND;
    private static final StallWitness.Stall STALL = new StallWitness.Stall(250 * MS, 750 * MS);

    /** None has come, so that what the witness saw adds nothing. */
    private final Expectation all = new Expectation(new StallWitness(MESSAGES), STALL, i -> true, 0);

    @Test
    void shouldSpreadHalfOfTheMessagesEvenlyOverTheStallWhenAllAreHeldUp() {
        assertThat(all.fewestAbove(125 * MS)).isBetween(3_740L, 3_750L);
        assertThat(all.fewestAbove(250 * MS)).isBetween(2_490L, 2_500L);
        assertThat(all.fewestAbove(375 * MS)).isBetween(1_240L, 1_250L);
        assertThat(all.mostAbove(250 * MS)).isBetween(2_500L, 2_530L);
        assertThat(all.lowestAt(90)).isBetween(398 * MS, 400 * MS);
        assertThat(all.highestAt(90)).isBetween(400 * MS, 404 * MS);
        assertThat(all.lowestAt(99)).isBetween(488 * MS, 490 * MS);
        assertThat(all.lowestAt(100)).isBetween(498 * MS, 500 * MS);
        assertThat(all.lowestAt(50)).isZero();
        assertThat(all.caught()).isZero();
    }

    @Test
    void shouldExpectHalfAsManyWhenOneShardOfTwoIsHeldUp() {
        Expectation one = new Expectation(
                new StallWitness(MESSAGES), STALL, i -> StallWitness.shardOf(i) == StallWitness.STALLED_SHARD, 0);

        assertThat(one.fewestAbove(250 * MS)).isBetween(1_240L, 1_250L);
        assertThat(one.lowestAt(90)).isBetween(298 * MS, 300 * MS);
    }

    @Test
    void shouldAllowForMessagesThatAreKnownToBeTimedTooHigh() {
        Expectation apart = new Expectation(new StallWitness(MESSAGES), STALL, i -> true, 32);

        assertThat(apart.mostAbove(250 * MS)).isEqualTo(all.mostAbove(250 * MS) + 32);
        assertThat(apart.highestAt(50)).isGreaterThanOrEqualTo(all.highestAt(50));
        assertThat(apart.fewestAbove(250 * MS)).isEqualTo(all.fewestAbove(250 * MS));
    }
}
