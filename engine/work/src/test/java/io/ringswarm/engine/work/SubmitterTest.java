package io.ringswarm.engine.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ringswarm.engine.Agent;
import io.ringswarm.engine.AgentContext;
import io.ringswarm.engine.EngineContext;
import io.ringswarm.engine.Message;
import io.ringswarm.engine.Offer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a submitter says when a task does not come to the desk, and what it refuses to an agent. */
@Timeout(60)
class SubmitterTest {
    @Test
    void shouldCountWhatTheWayHasNoRoomFor() {
        try (Desktop desktop = new Desktop(new EngineContext().ringSlots(4), new WorkContext())) {
            desktop.hireQuick("a");
            desktop.run();
            int refused = 0;
            for (int i = 0; i < 10; i++) {
                refused += desktop.offer(i, new TaskOptions()) == Offer.BACK_PRESSURED ? 1 : 0;
            }
            assertThat(refused).isPositive();
            desktop.run();
            WorkCounters counters = desktop.work.counters();
            assertThat(counters.rejected()).isEqualTo(refused);
            assertThat(counters.succeeded()).isEqualTo(10 - refused);
            assertThat(counters.submitted()).isEqualTo(10);
            assertThat(counters.reasons()).containsOnlyKeys("rejected: back pressured");
        }
    }

    /** Tries all that only a thread may do. */
    private static final class Greedy implements Agent {
        private final Desktop desktop;
        private boolean started;

        Greedy(Desktop desktop) {
            this.desktop = desktop;
        }

        @Override
        public void onStart(AgentContext self) {
            try (Submitter own = desktop.work.submitter(self)) {
                assertThatThrownBy(() -> own.stage(desktop.doubling, Figure.of(1), new TaskOptions()))
                        .isInstanceOf(IllegalStateException.class)
                        .hasMessageContaining("belongs to an agent");
                assertThatThrownBy(own::flush).isInstanceOf(IllegalStateException.class);
                assertThatThrownBy(own::poll).isInstanceOf(IllegalStateException.class);
            }
            started = true;
        }

        @Override
        public void onMessage(Message message, AgentContext self) {}
    }

    @Test
    void shouldRefuseToAnAgentWhatIsForThreads() {
        try (Desktop desktop = new Desktop(new WorkContext())) {
            Greedy greedy = new Greedy(desktop);
            desktop.engine.spawn("greedy", () -> greedy);
            desktop.run();
            assertThat(greedy.started).isTrue();
            assertThat(desktop.work.counters().submitted()).isZero();
        }
    }

    @Test
    void shouldSayNothingOfAnEarlierTaskWhenTheDeskHasEndedBeforeATaskCame() {
        try (Desktop desktop = new Desktop(new WorkContext())) {
            desktop.hireQuick("a");
            desktop.submit(21, new TaskOptions());
            desktop.run();
            assertThat(desktop.ends.get(0).value()).isEqualTo(42);
            assertThat(desktop.offer(1, new TaskOptions())).isEqualTo(Offer.ACCEPTED);
            desktop.engine.engine().stop(desktop.work.desk());
            desktop.run();
            assertThat(desktop.ends).hasSize(2);
            TaskResult<Long> lost = desktop.ends.get(1);
            assertThat(lost).isEqualTo(new TaskResult<>(0, TaskEnd.FAILED, EndReason.CLOSED, null, lost.why(), 0));
            assertThat(lost.why()).contains("not known");
        }
    }
}
