package io.ringswarm.engine.work;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringswarm.engine.Agent;
import io.ringswarm.engine.AgentContext;
import io.ringswarm.engine.AgentRef;
import io.ringswarm.engine.EngineContext;
import io.ringswarm.engine.Message;
import io.ringswarm.engine.Offer;
import io.ringswarm.engine.Timer;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Ways that hold four messages, reserves of four, and two asks at a time: what was accepted ends, and is told of. */
@Timeout(60)
class BackPressureTest {
    private static final int TASKS = 2_000;

    private static EngineContext narrow(int shards, int asks) {
        return new EngineContext()
                .shards(shards)
                .ringSlots(4)
                .localQueueSlots(4)
                .outboxMessages(4)
                .parkedMessages(4)
                .maxAsksInFlight(asks);
    }

    private static void hire(Desktop desktop, int workers, int shards) {
        for (int i = 0; i < workers; i++) {
            boolean waits = i % 2 == 0;
            desktop.work.hire(
                    "w" + i,
                    new WorkerOptions()
                            .slots(1 + i)
                            .shard(i % shards)
                            .queueCapacity(2)
                            .handles(desktop.doubling, () -> (payload, task) -> {
                                if (waits) {
                                    Task<Figure> kept = task.keep();
                                    task.agent()
                                            .newTimer((timer, dueNs, self) -> kept.succeed(Figure.of(1)))
                                            .once(Duration.ofMillis(1));
                                } else {
                                    task.succeed(payload);
                                }
                            }));
            desktop.run();
        }
    }

    @ParameterizedTest(name = "shards={0} asks={1}")
    @CsvSource({"1, 2", "2, 2", "1, 16", "2, 16"})
    void shouldEndAndTellOfEachTaskThatWasAccepted(int shards, int asks) {
        try (Desktop desktop = new Desktop(narrow(shards, asks), new WorkContext().maxOpenTasks(8))) {
            hire(desktop, 4, shards);
            int accepted = 0;
            for (int i = 0; accepted < TASKS; i++) {
                assertThat(i).as("offers").isLessThan(100 * TASKS);
                if (desktop.offer(i, new TaskOptions()) == Offer.ACCEPTED) {
                    accepted++;
                } else {
                    desktop.advance(Duration.ofNanos(100_000));
                }
            }
            desktop.advance(Duration.ofSeconds(1));
            assertThat(desktop.ends).hasSize(TASKS);
            Set<Long> ids = new HashSet<>();
            desktop.ends.forEach(end -> assertThat(ids.add(end.taskId())).isTrue());
            assertThat(desktop.work.counters().open()).isZero();
            assertThat(desktop.work.counters().ended())
                    .isEqualTo(desktop.work.counters().submitted());
        }
    }

    /** Submits from an agent, by messages, and counts the ends that come. */
    private static final class Sub implements Agent {
        private final Desktop desktop;
        private final Set<Long> awaited = new HashSet<>();
        private int told;
        private Submitter submitter;
        private EndReader<Figure> reader;
        private Timer timer;

        Sub(Desktop desktop) {
            this.desktop = desktop;
        }

        @Override
        public void onStart(AgentContext self) {
            submitter = desktop.work.submitter(self);
            reader = desktop.doubling.onEnd(ending -> {});
            timer = self.newTimer((fired, dueNs, agent) -> submit());
            timer.every(Duration.ofMillis(1));
        }

        private void submit() {
            for (int i = 0; i < 3 && told + awaited.size() < TASKS; i++) {
                if (submitter.tell(desktop.doubling, Figure.of(i), new TaskOptions()) == Offer.ACCEPTED) {
                    awaited.add(submitter.lastTaskId());
                }
            }
            if (told == TASKS) {
                timer.cancel();
            }
        }

        @Override
        public void onMessage(Message message, AgentContext self) {
            assertThat(Work.isEnding(message)).isTrue();
            assertThat(awaited.remove(reader.read(message).taskId())).isTrue();
            told++;
        }
    }

    @ParameterizedTest(name = "shards={0} asks={1}")
    @CsvSource({"1, 4", "2, 4", "2, 16"})
    void shouldTellAnAgentOfEachTaskThatWasAccepted(int shards, int asks) {
        try (Desktop desktop = new Desktop(narrow(shards, asks), new WorkContext().maxOpenTasks(4_096))) {
            hire(desktop, 4, shards);
            Sub[] sub = new Sub[1];
            AgentRef ref = desktop.engine.spawn("sub", shards - 1, () -> sub[0] = new Sub(desktop));
            assertThat(ref).isNotNull();
            for (int i = 0; i < 20_000 && (sub[0] == null || sub[0].told < TASKS); i++) {
                desktop.advance(Duration.ofMillis(1));
            }
            assertThat(sub[0].told).isEqualTo(TASKS);
            assertThat(sub[0].awaited).isEmpty();
            desktop.advance(Duration.ofMillis(5));
        }
    }
}
