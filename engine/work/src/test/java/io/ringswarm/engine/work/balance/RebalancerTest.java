package io.ringswarm.engine.work.balance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.ringswarm.engine.work.balance.SimulatedDesk.Move;
import io.ringswarm.engine.work.balance.SimulatedDesk.Worker;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class RebalancerTest {
    private static final long INTERVAL_NS = 100_000_000L;
    private static final long MILLI = 1_000_000L;

    private final SimulatedDesk counted = new SimulatedDesk(true, INTERVAL_NS);
    private final SimulatedDesk costed = new SimulatedDesk(false, INTERVAL_NS);

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void shouldComeBelowTwoTenthsAndStayWhenOneWorkerInFiveHasNearlyAll(long seed) {
        System.out.println("seed=" + seed);
        Random random = new Random(seed);
        for (int i = 0; i < 20; i++) {
            costed.hire(1 + random.nextInt(4), 0);
        }
        for (int i = 0; i < 2_000; i++) {
            int worker = random.nextInt(10) < 9 ? random.nextInt(4) : random.nextInt(20);
            costed.submit(costed.workers.get(worker), cost(random), 0, false);
        }
        assertThat(costed.imbalance()).isGreaterThan(Rebalancer.START);
        int rounds = 0;
        do {
            costed.checkedRound();
            rounds++;
        } while (costed.rebalancer.rebalancing() && rounds < 100);
        assertThat(costed.imbalance()).isLessThan(Rebalancer.STOP);
        assertThat(costed.moves).as("each task moves once at most").hasSizeLessThan(costed.submitted());
        assertThat(costed.returned).isZero();
        int moved = costed.moves.size();
        for (int i = 0; i < 50; i++) {
            costed.checkedRound();
        }
        assertThat(costed.moves).hasSize(moved);
        costed.checkConservation();
    }

    private static long cost(Random random) {
        return 1 + (long) (10 * MILLI * Math.exp(random.nextGaussian()));
    }

    @ParameterizedTest
    @ValueSource(longs = {11, 12, 13, 14, 15})
    void shouldNotOscillateWhenTasksComeSkewedAndThenEvenly(long seed) {
        System.out.println("seed=" + seed);
        Random random = new Random(seed);
        for (int i = 0; i < 10; i++) {
            costed.hire(4, 0);
        }
        double worst = 0;
        for (int tick = 0; tick < 200; tick++) {
            come(random, 2);
            roundsUntilRest();
            worst = tick < 50 ? 0 : Math.max(worst, costed.imbalance());
        }
        int moves = costed.moves.size();
        int skewed = costed.submitted();
        int begun = 0;
        for (int tick = 0; tick < 200; tick++) {
            come(random, 10);
            begun += roundsUntilRest() > 0 ? 1 : 0;
        }
        System.out.printf(
                "skewed: moves=%d of %d tasks, worst=%.3f; evenly: moves=%d, begun=%d of 200 times; returned=%d%n",
                moves, skewed, worst, costed.moves.size() - moves, begun, costed.returned);
        assertThat(worst).as("imbalance after the rounds").isLessThanOrEqualTo(Rebalancer.START);
        assertThat(moves)
                .as("two of ten get six tenths: four tenths must move, hardly any twice")
                .isLessThan(skewed * 42 / 100);
        assertThat(begun).as("rounds that moved when nothing was skewed").isLessThanOrEqualTo(2);
        assertThat(costed.returned).as("tasks that came back").isZero();
        costed.checkConservation();
    }

    /** 260 tasks in an interval, a little more than forty slots do; half of them for the first few workers. */
    private void come(Random random, int favoured) {
        for (int i = 0; i < 260; i++) {
            int worker = random.nextInt(2) == 0 ? random.nextInt(favoured) : random.nextInt(10);
            costed.submit(costed.workers.get(worker), cost(random), 0, false);
        }
        costed.startAll();
        costed.advance(costed.nowNs + INTERVAL_NS, false);
    }

    private int roundsUntilRest() {
        int moved = costed.checkedRound();
        for (int more = 0; more < 8 && costed.rebalancer.rebalancing(); more++) {
            moved += costed.checkedRound();
        }
        return moved;
    }

    @Test
    void shouldNeitherBeginNorEndWhenImbalanceIsBetweenTheMarks() {
        Worker first = counted.hire(1, 0);
        Worker second = counted.hire(1, 0);
        counted.submit(first, 1_250, 1);
        counted.submit(second, 750, 1);
        assertThat(counted.imbalance()).isEqualTo(0.25);
        for (int i = 0; i < 10; i++) {
            assertThat(counted.rebalancer.round(i)).isZero();
            assertThat(counted.rebalancer.rebalancing()).isFalse();
        }
    }

    @Test
    void shouldGoOnWhenCutShortBetweenTheMarks() {
        Worker first = counted.hire(1, 0);
        Worker second = counted.hire(1, 0);
        counted.submit(first, 3_800, 1);
        counted.submit(second, 2_000, 1);
        assertThat(counted.rebalancer.round(0)).isEqualTo(Rebalancer.MAX_MOVES);
        assertThat(counted.imbalance()).isBetween(Rebalancer.STOP, Rebalancer.START);
        assertThat(counted.rebalancer.rebalancing()).isTrue();
        assertThat(counted.rebalancer.round(1)).isPositive();
        assertThat(counted.rebalancer.rebalancing()).isFalse();
        assertThat(counted.imbalance()).isLessThan(Rebalancer.STOP).isGreaterThan(0.19);
        assertThat(counted.rebalancer.imbalance()).isCloseTo(counted.imbalance(), within(1e-9));
    }

    @Test
    void shouldGiveFromOverloadedToUnderusedFirstWhenOthersAreUnequalToo() {
        Worker able = counted.hire(1, 1);
        Worker middle = counted.hire(1, 0);
        Worker highest = counted.hire(1, 1);
        Worker high = counted.hire(1, 0);
        Worker idle = counted.hire(1, 0);
        for (int i = 0; i < 12; i++) {
            counted.submit(highest, 1, 1, false);
        }
        counted.submit(high, 9, 1);
        counted.submit(able, 1, 1);
        counted.submit(middle, 2, 1);
        counted.rebalancer.round(0);
        Move first = counted.moves.get(0);
        assertThat(first.from())
                .as("over 80, though another has more, which idle is not able to do")
                .isEqualTo(3);
        assertThat(first.to()).as("under 30").isEqualTo(idle.index);
        assertThat(counted.moves)
                .filteredOn(move -> move.from() == highest.index)
                .isNotEmpty()
                .allSatisfy(move -> assertThat(move.to()).isEqualTo(able.index));
    }

    @ParameterizedTest
    @ValueSource(longs = {101, 102, 103})
    void shouldKeepAllRulesWhenStatesAreRandom(long seed) {
        System.out.println("seed=" + seed);
        Random random = new Random(seed);
        int moved = 0;
        int rested = 0;
        for (int state = 0; state < 400; state++) {
            SimulatedDesk desk = new SimulatedDesk(random.nextBoolean(), INTERVAL_NS);
            int workers = 1 + random.nextInt(12);
            for (int i = 0; i < workers; i++) {
                desk.hire(1 + random.nextInt(5), random.nextInt(8));
            }
            int tasks = random.nextInt(200);
            double skew = 1 + 3 * random.nextDouble();
            for (int i = 0; i < tasks; i++) {
                Worker worker = desk.workers.get((int) (workers * Math.pow(random.nextDouble(), skew)));
                desk.submit(worker, cost(random), worker.capabilities & random.nextInt(8), random.nextInt(4) == 0);
            }
            if (random.nextBoolean()) {
                desk.startAll();
            }
            rested += desk.imbalance() <= Rebalancer.START ? 1 : 0;
            for (int round = 0; round < 12; round++) {
                desk.checkedRound();
                desk.advance(desk.nowNs + random.nextInt(100) * MILLI, random.nextBoolean());
                desk.checkConservation();
            }
            moved += desk.moves.size();
        }
        assertThat(moved).isGreaterThan(1_000);
        assertThat(rested).isGreaterThan(20);
    }

    @Test
    void shouldLeaveKeyedTasksWhenTheGiverIsBelowFiveQuartersOfTheMean() {
        Worker first = counted.hire(1, 0);
        Worker second = counted.hire(1, 0);
        for (int i = 0; i < 200; i++) {
            counted.submit(first, 1, 0, true);
        }
        counted.submit(second, 100, 1);
        while (counted.checkedRound() > 0) {
            assertThat(counted.rebalancer.imbalance()).isPositive();
        }
        assertThat(first.load)
                .as("1.25 of a mean of 150, and the last may go from above")
                .isEqualTo(187);
    }

    @Test
    void shouldFindTheOneAbleWorkerWhenManyAreUnable() {
        Worker giver = counted.hire(1, 1);
        for (int i = 0; i < 50; i++) {
            counted.hire(1, 0);
        }
        Worker able = counted.hire(1, 1);
        counted.submit(able, 1, 1);
        for (int i = 0; i < 101; i++) {
            counted.submit(giver, 1, 1, false);
        }
        counted.checkedRound();
        assertThat(able.load).isEqualTo(51);
        assertThat(counted.attempts).isLessThan(52 + Rebalancer.MAX_MOVES);
    }

    @Test
    void shouldLeaveAGiverAloneForAWhileWhenNobodyTakesItsTasks() {
        Worker giver = counted.hire(1, 1);
        counted.hire(1, 0);
        for (int i = 0; i < 10; i++) {
            counted.submit(giver, 1, 1, false);
        }
        for (int i = 0; i < 9; i++) {
            counted.checkedRound();
        }
        int inNineRounds = counted.attempts;
        counted.checkedRound();
        assertThat(inNineRounds).as("once over 80 to under 30, once to all").isEqualTo(2);
        assertThat(counted.attempts).isEqualTo(4);
    }

    @Test
    void shouldGiveNoMoreThanDownToTheMeanWhenOthersHaveMuchInHand() {
        for (int i = 0; i < 6; i++) {
            costed.submit(costed.hire(1, 0), 6, 0, false);
        }
        costed.startAll();
        Worker giver = costed.hire(1, 0);
        costed.hire(1, 0);
        costed.hire(1, 0);
        costed.submit(giver, 8, 1);
        costed.checkedRound();
        assertThat(costed.moves).allSatisfy(move -> assertThat(move.from()).isEqualTo(giver.index));
        assertThat(giver.load).as("the first below a mean of 44/9").isEqualTo(4);
    }

    @Test
    void shouldGoOnWhenAMoveMakesAWorkerTakeNoMore() {
        Worker giver = counted.hire(1, 0);
        Worker nearlyFull = counted.hire(1, 0);
        Worker small = counted.hire(10, 0);
        counted.submit(giver, 90, 1);
        counted.submit(nearlyFull, 9, 1);
        counted.submit(small, 100, 1);
        counted.fullWorker = nearlyFull;
        counted.rebalancer.round(0);
        assertThat(nearlyFull.load).isGreaterThanOrEqualTo(10);
        assertThat(counted.rebalancer.imbalance())
                .isLessThan(Rebalancer.STOP)
                .isCloseTo(counted.imbalance(), within(1e-9));
    }

    @Test
    void shouldBeDueSoonerWhenCutShort() {
        Rebalancer rebalancer = counted.rebalancer;
        Worker first = counted.hire(1, 0);
        counted.hire(1, 0);
        counted.submit(first, 1_200, 1);
        assertThat(rebalancer.due(Long.MIN_VALUE)).isTrue();
        rebalancer.round(0);
        assertThat(rebalancer.due(INTERVAL_NS / 16 - 1)).isFalse();
        assertThat(rebalancer.due(INTERVAL_NS / 16)).isTrue();
        rebalancer.round(INTERVAL_NS);
        assertThat(rebalancer.due(2 * INTERVAL_NS - 1)).isFalse();
        assertThat(rebalancer.due(2 * INTERVAL_NS)).isTrue();
    }

    @Test
    void shouldDoNothingWhenThereIsNothingToDo() {
        assertThat(counted.rebalancer.round(0)).isZero();
        counted.hire(1, 0);
        counted.hire(1, 0);
        assertThat(counted.rebalancer.round(1)).isZero();
        assertThat(counted.rebalancer.imbalance()).isZero();
        assertThatThrownBy(() -> new Rebalancer(counted, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("intervalNs=0");
    }

    @Test
    void shouldPassOverPlacesWhenTheyTakeNoPart() {
        Worker giver = counted.hire(1, 0);
        counted.hire(0, 0);
        Worker receiver = counted.hire(1, 0);
        counted.submit(giver, 10, 1);
        counted.rebalancer.round(0);
        assertThat(counted.moves)
                .isNotEmpty()
                .allSatisfy(move -> assertThat(move.to()).isEqualTo(receiver.index));
    }
}
