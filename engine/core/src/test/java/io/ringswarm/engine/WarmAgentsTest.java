package io.ringswarm.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Agents made ahead of their spawning, by an executor that the test runs. */
@Timeout(10)
class WarmAgentsTest {
    private final Queue<Runnable> tasks = new ArrayDeque<>();
    private int made;
    private boolean broken;
    private final WarmAgents warm = new WarmAgents(2, tasks::add, this::make);

    @Test
    void shouldMakeAsManyAheadAsItWasToldAndReplaceThoseThatAreTaken() {
        CompletableFuture<Void> filled = warm.fill().toCompletableFuture();
        assertThat(tasks).hasSize(2);
        runTasks();
        assertThat(filled).isCompleted();
        assertThat(warm.ready()).isEqualTo(2);
        assertThat(warm.fill().toCompletableFuture()).as("nothing is missing").isCompleted();

        Agent first = warm.get();
        Agent second = warm.get();
        assertThat(made).as("neither was made now").isEqualTo(2);
        assertThat(first).isNotSameAs(second);
        assertThat(tasks).hasSize(2);
        runTasks();
        assertThat(warm.ready()).isEqualTo(2);
    }

    @Test
    void shouldMakeOneOnTheCallingThreadWhenNoneIsReady() {
        assertThat(warm.get()).isNotNull();
        assertThat(made).isEqualTo(1);
        assertThat(tasks).hasSize(2);
    }

    @Test
    void shouldTellOfAConstructorThatThrowsAndTryAgainWithTheNextThatIsTaken() {
        broken = true;
        CompletableFuture<Void> filled = warm.fill().toCompletableFuture();
        runTasks();
        assertThat(filled).isCompletedExceptionally();
        assertThat(tasks).as("it does not try again by itself").isEmpty();
        assertThatThrownBy(warm::get).hasMessage("on purpose");
        broken = false;
        runTasks();
        assertThat(warm.ready()).isEqualTo(2);
    }

    @Test
    void shouldGoOnWithoutItsExecutorWhenThatRefuses() {
        WarmAgents refused = new WarmAgents(
                1,
                task -> {
                    throw new RejectedExecutionException("shut down");
                },
                this::make);
        assertThat(refused.fill().toCompletableFuture()).isCompletedExceptionally();
        assertThat(refused.get()).isNotNull();
    }

    @Test
    void shouldKeepNothingWhenItWasClosed() {
        warm.fill();
        tasks.remove().run();
        warm.close();
        warm.close();
        runTasks();
        assertThat(warm.ready()).isZero();
        assertThat(warm.get()).isNotNull();
        assertThat(tasks).isEmpty();
    }

    @Test
    void shouldSpawnAndRestartWithoutMakingAnyNow() {
        warm.fill();
        runTasks();
        try (Engine engine = Engine.launch(new EngineContext().invokerMode(true))) {
            engine.spawn("one", warm);
            engine.spawn("two", warm);
            assertThat(made).isEqualTo(2);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1})
    void shouldNameANumberThatIsNotPositive(int ahead) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new WarmAgents(ahead, tasks::add, this::make))
                .withMessageContaining("ahead=" + ahead);
    }

    private Agent make() {
        if (broken) {
            throw new IllegalStateException("on purpose");
        }
        made++;
        return new Agent() {
            @Override
            public void onMessage(Message message, AgentContext self) {}
        };
    }

    private void runTasks() {
        while (!tasks.isEmpty()) {
            tasks.remove().run();
        }
    }
}
