package io.ringswarm.engine.work;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringswarm.engine.Agent;
import io.ringswarm.engine.AgentContext;
import io.ringswarm.engine.AgentRef;
import io.ringswarm.engine.EngineContext;
import io.ringswarm.engine.Message;
import io.ringswarm.engine.Offer;
import io.ringswarm.engine.work.profile.WorkerProfile;
import io.ringswarm.engine.work.routing.Strategy;
import io.ringswarm.engine.work.routing.StrategyFactory;
import io.ringswarm.engine.work.routing.TaskTraits;
import io.ringswarm.engine.work.routing.WorkerView;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What others do on the desk's shard, and to those it tells, does not keep it from its work. */
@Timeout(60)
class CrampedDeskTest {
    private static final Duration WHILE = Duration.ofSeconds(1);

    /** Takes messages, and leaves them at that. */
    private static final class Silent implements Agent {
        @Override
        public void onMessage(Message message, AgentContext self) {}
    }

    @Test
    void shouldStartTasksWhenAgentsOfItsShardHoldAllPlacesForAsksThatTheyCanGet() {
        int[] accepted = new int[1];
        int[] ended = new int[1];
        try (Desktop desktop = new Desktop(new EngineContext().shards(1).maxAsksInFlight(16), new WorkContext())) {
            desktop.hireQuick("a");
            desktop.run();
            desktop.engine.spawn("submitter", () -> new Agent() {
                @Override
                public void onStart(AgentContext self) {
                    Submitter submitter = desktop.work.submitter(self);
                    EndReader<Figure> reader = desktop.doubling.onEnd(ending -> ended[0]++);
                    Offer offer = Offer.ACCEPTED;
                    while (offer == Offer.ACCEPTED) {
                        offer = submitter.submit(desktop.doubling, Figure.of(1), new TaskOptions(), reader);
                        accepted[0] += offer == Offer.ACCEPTED ? 1 : 0;
                    }
                }

                @Override
                public void onMessage(Message message, AgentContext self) {}
            });
            desktop.advance(WHILE);
            assertThat(accepted[0]).isEqualTo(12); // a quarter is the desk's
            assertThat(ended[0]).isEqualTo(accepted[0]);
        }
    }

    @Test
    void shouldHearOfACommandWhenItsRingWasFullOfOthersMessages() throws Exception {
        try (Desktop desktop = new Desktop(new EngineContext().shards(1).ringSlots(4), new WorkContext())) {
            Worker worker = desktop.hireQuick("a");
            AgentRef silent = desktop.engine.spawn("silent", Silent::new);
            desktop.run();
            Offer offer = Offer.ACCEPTED;
            while (offer == Offer.ACCEPTED) {
                offer = desktop.engine.engine().tell(silent, Figure.of(1), Figure.CODEC);
            }
            CompletableFuture<Integer> gone =
                    desktop.work.evacuate(worker, WHILE).toCompletableFuture();
            long giveUpNs = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
            while (!gone.isDone() && System.nanoTime() - giveUpNs < 0) {
                desktop.run();
                Thread.onSpinWait();
            }
            assertThat(gone.get(0, TimeUnit.SECONDS)).isZero();
        }
    }

    @Test
    void shouldAskAStrategyAgainThatWantedNobody() {
        boolean[] wants = new boolean[1];
        StrategyFactory factory = random -> new Strategy() {
            private WorkerView worker;

            @Override
            public WorkerView choose(TaskTraits task, long nowNs) {
                return wants[0] ? worker : null;
            }

            @Override
            public void added(WorkerView added) {
                worker = added;
            }

            @Override
            public void removed(WorkerView removed) {
                worker = null;
            }
        };
        try (Desktop desktop = new Desktop(new WorkContext().strategy(factory))) {
            desktop.hireQuick("a");
            long task = desktop.submit(21, new TaskOptions());
            desktop.run();
            assertThat(desktop.ends).isEmpty();
            wants[0] = true;
            desktop.advance(WHILE);
            assertThat(desktop.endOf(task).value()).isEqualTo(42);
        }
    }

    @Test
    void shouldTellProfilesAndWhoHasLeftWhenTheExecutorTakesNothing() throws Exception {
        EngineContext refusing = new EngineContext().completionExecutor(completion -> {
            throw new RejectedExecutionException("a test's executor");
        });
        try (Desktop desktop = new Desktop(refusing, new WorkContext())) {
            Worker worker = desktop.hireQuick("a");
            CompletableFuture<List<WorkerProfile>> profiles =
                    desktop.work.profiles().toCompletableFuture();
            CompletableFuture<Integer> gone =
                    desktop.work.evacuate(worker, WHILE).toCompletableFuture();
            long task = desktop.submit(21, new TaskOptions());
            desktop.advance(WHILE);
            assertThat(profiles.get(30, TimeUnit.SECONDS)).hasSize(1);
            assertThat(gone.get(30, TimeUnit.SECONDS)).isZero();
            assertThat(desktop.endOf(task).reason()).isEqualTo(EndReason.NO_CAPABLE_WORKER);
        }
    }
}
