package io.ringswarm.engine.work;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringswarm.engine.Agent;
import io.ringswarm.engine.AgentContext;
import io.ringswarm.engine.AgentRef;
import io.ringswarm.engine.Message;
import io.ringswarm.engine.Offer;
import io.ringswarm.engine.work.routing.Strategy;
import io.ringswarm.engine.work.routing.TaskTraits;
import io.ringswarm.engine.work.routing.WorkerView;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What goes wrong without a task failing by it is seen in the counters alone. */
@Timeout(60)
class QuietFaultsTest {
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration TTL = Duration.ofMinutes(1);

    /** Longer than any submitter waits beyond its task's deadline. */
    private static final Duration LONG_AFTER = Duration.ofHours(1);

    /** Throws, or chooses nobody of its own, at every second task. */
    private static final class Faulty implements Strategy {
        private final boolean throwing;
        private WorkerView first;
        private WorkerView gone;
        private int choices;

        private Faulty(boolean throwing) {
            this.throwing = throwing;
        }

        @Override
        public WorkerView choose(TaskTraits task, long nowNs) {
            if (++choices % 2 == 1) {
                return first;
            }
            if (throwing) {
                throw new IllegalStateException("a test's strategy");
            }
            return gone;
        }

        @Override
        public void added(WorkerView worker) {
            first = worker;
        }

        @Override
        public void removed(WorkerView worker) {
            gone = gone == null ? worker : gone; // later ones may come back, with another index
        }
    }

    @ParameterizedTest(name = "throwing={0}")
    @ValueSource(booleans = {true, false})
    void shouldCountAFaultForEachChoiceWhenAStrategyThrowsOrNamesOneThatHasLeft(boolean throwing) {
        try (Desktop desktop = new Desktop(
                new WorkContext().strategy(random -> new Faulty(throwing)).balancing(false))) {
            Worker leaver = desktop.hireQuick("leaver");
            desktop.submit(0, new TaskOptions());
            desktop.run();
            desktop.hireQuick("stays");
            desktop.work.evacuate(leaver, SECOND);
            desktop.run();
            assertThat(desktop.work.counters().strategyFaults()).isZero();

            List<Long> tasks = new ArrayList<>();
            for (int i = 1; i <= 6; i++) {
                tasks.add(desktop.submit(i, new TaskOptions()));
                desktop.run();
            }
            tasks.forEach(task -> assertThat(desktop.endOf(task).end()).isEqualTo(TaskEnd.SUCCEEDED));
            assertThat(desktop.work.counters().strategyFaults()).isEqualTo(3);
        }
    }

    @Test
    void shouldCountKeysForgottenEarlyAndDoTheirTasksAgainWhenThereAreTooMany() {
        try (Desktop desktop = new Desktop(new WorkContext().idempotency(3, TTL))) {
            desktop.hireQuick("a");
            for (int i = 1; i <= 5; i++) {
                submitKeyed(desktop, i);
                assertThat(desktop.work.counters().keysForgottenEarly()).isEqualTo(Math.max(0, i - 3));
            }
            submitKeyed(desktop, 5);
            assertThat(desktop.work.counters().started()).as("still remembered").isEqualTo(5);
            assertThat(desktop.work.counters().keysForgottenEarly()).isEqualTo(2);
            submitKeyed(desktop, 1);
            assertThat(desktop.work.counters().started()).as("done again").isEqualTo(6);
            assertThat(desktop.work.counters().keysForgottenEarly()).isEqualTo(3);
        }
    }

    @Test
    void shouldNotCountKeysWhenTheirTimeWasOver() {
        try (Desktop desktop = new Desktop(new WorkContext().idempotency(3, TTL))) {
            desktop.hireQuick("a");
            for (int i = 1; i <= 9; i++) {
                submitKeyed(desktop, i);
                if (i % 3 == 0) {
                    desktop.advance(TTL);
                }
            }
            assertThat(desktop.work.counters().started()).isEqualTo(9);
            assertThat(desktop.work.counters().keysForgottenEarly()).isZero();
        }
    }

    private static void submitKeyed(Desktop desktop, long figure) {
        desktop.submit(figure, new TaskOptions().idempotencyKey("key " + figure));
        desktop.run();
    }

    @Test
    void shouldCountAnEndAsUnheardWhenItsAskersLimitHasPassed() throws Exception {
        try (Desktop desktop = new Desktop(new WorkContext())) {
            desktop.hireHands("a", new WorkerOptions());
            desktop.submit(1, new TaskOptions().deadline(SECOND));
            desktop.run();
            desktop.engine.clock().advance(LONG_AFTER); // the desk's shard stands still all the while
            assertThat(desktop.submitter.poll()).isEqualTo(1);
            assertThat(desktop.ends).singleElement().satisfies(end -> {
                assertThat(end.end()).isEqualTo(TaskEnd.FAILED);
                assertThat(end.reason()).isEqualTo(EndReason.CLOSED);
            });
            assertThat(desktop.work.counters().unheard()).isZero();
            desktop.run();
            assertThat(desktop.work.counters().expired()).isEqualTo(1);
            assertThat(desktop.work.counters().unheard()).isEqualTo(1);
        }
    }

    /** Submits one task for each message. */
    private static final class Asker implements Agent {
        private final Desktop desktop;
        private final boolean tells;
        private final List<TaskEnd> ends = new ArrayList<>();
        private Submitter submitter;
        private EndReader<Figure> reader;

        private Asker(Desktop desktop, boolean tells) {
            this.desktop = desktop;
            this.tells = tells;
        }

        @Override
        public void onStart(AgentContext self) {
            submitter = desktop.work.submitter(self);
            reader = desktop.doubling.onEnd(ending -> ends.add(ending.end()));
        }

        @Override
        public void onMessage(Message message, AgentContext self) {
            if (Work.isEnding(message)) {
                ends.add(reader.read(message).end());
                return;
            }
            Figure figure = message.read(Figure.CODEC, new Figure());
            Offer offer = tells
                    ? submitter.tell(desktop.doubling, figure, new TaskOptions())
                    : submitter.submit(desktop.doubling, figure, new TaskOptions(), reader);
            assertThat(offer).isEqualTo(Offer.ACCEPTED);
        }
    }

    @ParameterizedTest(name = "tells={0}")
    @ValueSource(booleans = {true, false})
    void shouldCountEndsAsUnheardWhenTheirAskerHasEnded(boolean tells) {
        try (Desktop desktop = new Desktop(new WorkContext())) {
            Desktop.Hands hands = desktop.hireHands("a", new WorkerOptions().slots(3));
            Asker asker = new Asker(desktop, tells);
            AgentRef ref = desktop.engine.spawn("asker", () -> asker);
            for (int i = 1; i <= 3; i++) {
                desktop.engine.tell(ref, Figure.of(i), Figure.CODEC);
            }
            desktop.run();
            hands.succeed(0);
            assertThat(asker.ends).containsExactly(TaskEnd.SUCCEEDED);
            assertThat(desktop.work.counters().unheard()).isZero();
            desktop.engine.engine().stop(ref);
            desktop.run();
            hands.succeed(1);
            hands.fail(2);
            assertThat(asker.ends).hasSize(1);
            assertThat(desktop.work.counters().succeeded()).isEqualTo(2);
            assertThat(desktop.work.counters().failed()).isEqualTo(1);
            assertThat(desktop.work.counters().unheard()).isEqualTo(2);
        }
    }
}
