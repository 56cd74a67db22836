package io.ringswarm.engine.micrometer;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringswarm.engine.metrics.EngineMetrics;
import io.ringswarm.engine.testkit.TestEngine;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Scrapes that come at the same time. */
@Timeout(20)
class SnapshotsTest {
    private static final int READERS = 8;

    private final TestEngine engine = TestEngine.launch();
    private final EngineMetrics metrics = engine.engine().metrics(Duration.ZERO);
    private final ExecutorService readers = Executors.newFixedThreadPool(READERS);

    @AfterEach
    void closeAll() {
        readers.shutdownNow();
        engine.close();
    }

    @Test
    void shouldAskTheEngineOnceWhenManyReadAtTheSameTime() {
        AtomicInteger questions = new AtomicInteger();
        AtomicInteger news = new AtomicInteger();
        Snapshots<EngineMetrics> snapshots = new Snapshots<>(
                () -> {
                    questions.incrementAndGet();
                    return metrics;
                },
                EngineMetrics::atNs,
                engine.clock(),
                Duration.ofSeconds(1),
                snapshot -> news.incrementAndGet());
        CyclicBarrier start = new CyclicBarrier(READERS);
        List<CompletableFuture<EngineMetrics>> read = new ArrayList<>();
        for (int i = 0; i < READERS; i++) {
            read.add(CompletableFuture.supplyAsync(
                    () -> {
                        await(start);
                        return snapshots.latest();
                    },
                    readers));
        }
        assertThat(read).extracting(CompletableFuture::join).doesNotContainNull();
        assertThat(read.stream().map(CompletableFuture::join).distinct()).hasSize(1);
        assertThat(questions).hasValue(1);
        assertThat(news).hasValue(1);
    }

    @Test
    void shouldLetOthersReadWhenOneRegistersWhatIsNew() {
        AtomicReference<Snapshots<EngineMetrics>> snapshots = new AtomicReference<>();
        CountDownLatch others = new CountDownLatch(1);
        // what is told is told while a registry may hold its lock, and another thread reads under that lock
        snapshots.set(new Snapshots<>(
                () -> metrics, EngineMetrics::atNs, engine.clock(), Duration.ofSeconds(1), snapshot -> {
                    CompletableFuture.supplyAsync(() -> snapshots.get().latest(), readers)
                            .join();
                    others.countDown();
                }));
        assertThat(snapshots.get().latest()).isSameAs(metrics);
        assertThat(others.getCount()).isZero();
    }

    private static void await(CyclicBarrier start) {
        try {
            start.await();
        } catch (Exception e) {
            throw new AssertionError("the readers did not start together", e);
        }
    }
}
