package io.ringswarm.engine.work.balance;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringswarm.engine.work.balance.SimulatedDesk.Worker;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class StealingTest {
    private final SimulatedDesk desk = new SimulatedDesk(false, 1);

    @Test
    void shouldAskNobodyWhenNothingWaits() {
        Worker busy = desk.hire(1, 0);
        Worker idle = desk.hire(1, 0);
        desk.submit(busy, 10, 0, false);
        desk.startAll();
        assertThat(desk.stealing.worthwhile()).isFalse();
        assertThat(desk.stealing.steal(idle.index, 1)).isZero();
        assertThat(desk.attempts).isZero();
    }

    @Test
    void shouldTakeFromTheMostWaitingLoadWhenOthersHaveMoreTasks() {
        Worker many = desk.hire(1, 0);
        Worker much = desk.hire(1, 0);
        Worker idle = desk.hire(3, 0);
        desk.submit(many, 9, 10);
        desk.submit(much, 2, 100);
        assertThat(desk.stealing.worthwhile()).isTrue();
        assertThat(desk.stealing.steal(idle.index, 3)).isEqualTo(3);
        assertThat(desk.moves.get(0).from()).isEqualTo(much.index);
        assertThat(desk.moves.get(1).from()).isEqualTo(much.index);
        assertThat(desk.moves.get(2).from()).isEqualTo(many.index);
    }

    @Test
    void shouldTakeNoMoreThanItCanStartWhenMuchWaits() {
        Worker much = desk.hire(1, 0);
        Worker idle = desk.hire(2, 0);
        desk.submit(much, 50, 10);
        assertThat(desk.stealing.steal(idle.index, 2)).isEqualTo(2);
        desk.start(idle);
        assertThat(idle.queue).isEmpty();
        desk.checkConservation();
    }

    @Test
    void shouldLeaveKeyedTasksAndThoseItIsUnableToDoWhenStealing() {
        Worker able = desk.hire(1, 1);
        Worker idle = desk.hire(1, 0);
        desk.submit(able, 10, 1, false);
        desk.submit(able, 10, 0, true);
        assertThat(desk.stealing.steal(idle.index, 1)).isZero();
        desk.submit(able, 10, 0, false);
        assertThat(desk.stealing.steal(idle.index, 1)).isEqualTo(1);
    }

    @Test
    void shouldNotAskAWorkerWhenItGivesNoMore() {
        Worker leaving = desk.hire(1, 0);
        Worker idle = desk.hire(1, 0);
        desk.submit(leaving, 10, 0, false);
        desk.stealing.queued(leaving.index, 0);
        assertThat(desk.stealing.steal(idle.index, 1)).isZero();
        assertThat(desk.attempts).isZero();
    }

    @Test
    void shouldReachEveryWorkerByTurnsWhenTheFullestHaveNothingForIt() {
        for (int i = 0; i < 200; i++) {
            desk.submit(desk.hire(1, 1), 1_000, 1, false);
        }
        Worker last = desk.hire(1, 0);
        desk.submit(last, 1, 0, false);
        Worker idle = desk.hire(1, 0);
        int tries = 0;
        while (last.queue.size() == 1) {
            desk.attempts = 0;
            desk.stealing.steal(idle.index, 1);
            assertThat(desk.attempts).isLessThanOrEqualTo(Stealing.ATTEMPTS);
            tries++;
            assertThat(tries).as("attempts to steal").isLessThanOrEqualTo(14);
        }
        assertThat(desk.moves).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(longs = {21, 22, 23})
    void shouldLeaveNoWorkerIdleWhenTasksWaitThatItMayTake(long seed) {
        System.out.println("seed=" + seed);
        Random random = new Random(seed);
        for (int i = 0; i < 8; i++) {
            desk.hire(1 + random.nextInt(3), 0);
        }
        desk.submit(desk.workers.get(0), 500, 1_000);
        desk.startAll();
        desk.workers.forEach(desk::stealFor);
        while (desk.busy()) {
            for (Worker worker : desk.workers) {
                assertThat(worker.inHand == worker.slots
                                || desk.workers.get(0).queue.isEmpty())
                        .isTrue();
            }
            desk.advance(desk.nextEndNs(), true);
            desk.checkConservation();
        }
        assertThat(desk.ended).isEqualTo(500);
    }
}
