package io.ringswarm.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ringswarm.engine.testbed.EngineWatcher;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Spawning many agents, at once and in waves. */
@Timeout(30)
class SpawnManyTest {
    @RegisterExtension
    final EngineWatcher watcher = new EngineWatcher();

    private final Engine engine = Engine.launch(new EngineContext().shards(2).invokerMode(true));
    private final ExecutorService pool = Executors.newFixedThreadPool(4);
    private final CountDownLatch letGo = new CountDownLatch(1);

    @AfterEach
    void close() throws InterruptedException {
        letGo.countDown();
        engine.close();
        pool.shutdown();
        assertThat(pool.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void shouldSpawnAllInOrderOnTheShardsInTurn() {
        List<AgentRef> agents = engine.spawnAll(5, i -> "agent-" + i, new AgentOptions(), i -> SpawnManyTest::ignore);
        assertThat(agents)
                .extracting(AgentRef::name)
                .containsExactly("agent-0", "agent-1", "agent-2", "agent-3", "agent-4");
        assertThat(agents).extracting(AgentRef::toString).element(3).isEqualTo("AgentRef[agent-3, shard 1]");
        assertThat(engine.find("agent-4")).contains(agents.get(4));
    }

    @Test
    void shouldSpawnNoneWhenOneCannotBe() {
        engine.spawn("agent-3", () -> SpawnManyTest::ignore);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> engine.spawnAll(5, i -> "agent-" + i, new AgentOptions(), i -> SpawnManyTest::ignore))
                .withMessageContaining("name=agent-3");
        assertThatThrownBy(() -> engine.spawnAll(5, i -> "other-" + i, new AgentOptions(), i -> {
                    if (i == 2) {
                        throw new IllegalStateException("a constructor at fault");
                    }
                    return SpawnManyTest::ignore;
                }))
                .hasMessage("a constructor at fault");
        for (int i = 0; i < 3; i++) {
            assertThat(engine.find("agent-" + i)).isEmpty();
            assertThat(engine.find("other-" + i)).isEmpty();
        }
        assertThat(engine.find("agent-3")).isPresent();
    }

    @Test
    void shouldSpawnAnyNumberOfWavesWhenTheExecutorRunsThemOnItsCaller() throws Exception {
        List<AgentRef> agents = engine.spawnInWaves(
                        new SpawnWaves(1).executor(Runnable::run),
                        20_000,
                        i -> "agent-" + i,
                        new AgentOptions(),
                        i -> SpawnManyTest::ignore)
                .toCompletableFuture()
                .get(20, TimeUnit.SECONDS);
        assertThat(agents).hasSize(20_000);
    }

    @Test
    void shouldFailWhenTheExecutorRefusesTheWaveAfterAPause() {
        AtomicInteger taken = new AtomicInteger();
        CompletableFuture<List<AgentRef>> spawned = engine.spawnInWaves(
                        new SpawnWaves(1).pause(Duration.ofMillis(1)).executor(task -> {
                            if (taken.incrementAndGet() > 2) {
                                throw new RejectedExecutionException("shut down, on purpose");
                            }
                            task.run();
                        }),
                        2,
                        i -> "agent-" + i,
                        new AgentOptions(),
                        i -> SpawnManyTest::ignore)
                .toCompletableFuture();
        assertThatThrownBy(() -> spawned.get(10, TimeUnit.SECONDS)).hasMessageContaining("on purpose");
        assertThat(engine.find("agent-0")).isEmpty();
    }

    @Test
    void shouldMakeNoMoreThanAWaveAtATimeAndAllOfThem() throws Exception {
        AtomicInteger making = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        List<AgentRef> agents = engine.spawnInWaves(
                        new SpawnWaves(3).executor(pool).pause(Duration.ofMillis(1)),
                        10,
                        i -> "agent-" + i,
                        new AgentOptions(),
                        i -> {
                            most.accumulateAndGet(making.incrementAndGet(), Math::max);
                            Thread.yield();
                            making.decrementAndGet();
                            return SpawnManyTest::ignore;
                        })
                .toCompletableFuture()
                .get(10, TimeUnit.SECONDS);
        assertThat(agents).hasSize(10);
        assertThat(most.get()).isBetween(1, 3);
    }

    @Test
    void shouldRunTheConstructorsOfAWaveInParallel() throws Exception {
        CountDownLatch all = new CountDownLatch(4);
        List<AgentRef> agents = engine.spawnInWaves(
                        new SpawnWaves(4).executor(pool), 4, i -> "agent-" + i, new AgentOptions(), i -> {
                            all.countDown();
                            await(all); // each waits for all others
                            return SpawnManyTest::ignore;
                        })
                .toCompletableFuture()
                .get(10, TimeUnit.SECONDS);
        assertThat(agents).hasSize(4);
    }

    @Test
    void shouldNameTheAgentThatIsNotMadeInTimeAndEndTheOthers() {
        assertThatThrownBy(() -> engine.spawnInWaves(
                                new SpawnWaves(2).executor(pool).timeout(Duration.ofMillis(20)),
                                4,
                                i -> "agent-" + i,
                                new AgentOptions(),
                                i -> {
                                    if (i == 3) {
                                        await(letGo);
                                    }
                                    return SpawnManyTest::ignore;
                                })
                        .toCompletableFuture()
                        .get(10, TimeUnit.SECONDS))
                .isInstanceOf(ExecutionException.class)
                .cause()
                .isInstanceOf(TimeoutException.class)
                .hasMessageContaining("[agent-3]");
        assertThat(engine.find("agent-0")).isEmpty();
    }

    @Test
    void shouldFailWhenAConstructorThrows() {
        assertThatThrownBy(() -> engine.spawnInWaves(
                                new SpawnWaves(2).executor(pool), 3, i -> "agent-" + i, new AgentOptions(), i -> {
                                    throw new IllegalStateException("a constructor at fault");
                                })
                        .toCompletableFuture()
                        .get(10, TimeUnit.SECONDS))
                .cause()
                .hasMessage("a constructor at fault");
    }

    @Test
    void shouldRefuseSettingsThatMakeNoSense() {
        assertThatIllegalArgumentException().isThrownBy(() -> new SpawnWaves(0)).withMessageContaining("size=0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new SpawnWaves(1).pause(Duration.ofMillis(-1)))
                .withMessageContaining("pause=PT-0.001S");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new SpawnWaves(1).timeout(Duration.ZERO))
                .withMessageContaining("timeout=PT0S");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> engine.spawnAll(-1, i -> "a", new AgentOptions(), i -> SpawnManyTest::ignore))
                .withMessageContaining("count=-1");
    }

    private static void ignore(Message message, AgentContext self) {}

    private static void await(CountDownLatch latch) {
        try {
            if (!latch.await(10, TimeUnit.SECONDS)) {
                throw new AssertionError("what the test waits for did not come in time");
            }
        } catch (InterruptedException e) {
            throw new AssertionError("interrupted", e);
        }
    }
}
