package io.ringswarm.engine.micrometer;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringswarm.engine.EngineContext;
import io.ringswarm.engine.testkit.TestEngine;
import io.ringswarm.engine.work.Work;
import io.ringswarm.engine.work.WorkContext;
import io.ringswarm.engine.work.profile.WorkerProfile;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Answers of a desk that come while others are being shown. */
@Timeout(20)
class WorkProfilesTest {
    private final TestEngine engine = TestEngine.launch(new EngineContext().completionExecutor(Runnable::run));
    private final Work work = Work.open(engine.engine(), new WorkContext().seed(1));
    private final ExecutorService other = Executors.newSingleThreadExecutor();

    @AfterEach
    void closeAll() {
        other.shutdownNow();
        work.close();
        engine.close();
    }

    @Test
    void shouldTellAgainAndLetNobodyWaitWhenAnswersComeWhileOneIsShown() {
        AtomicReference<WorkProfiles> profiles = new AtomicReference<>();
        List<List<WorkerProfile>> told = new ArrayList<>();
        AtomicInteger telling = new AtomicInteger();
        profiles.set(new WorkProfiles(work, news -> {
            assertThat(telling.incrementAndGet()).isEqualTo(1);
            told.add(news);
            if (told.size() == 1) {
                // the other thread may hold a registry's lock that this one is about to wait for
                CompletableFuture.runAsync(() -> profiles.get().tell(), other).join();
                CompletableFuture.runAsync(() -> profiles.get().tell(), other).join();
            }
            telling.decrementAndGet();
        }));
        profiles.get().tell();
        assertThat(told).as("before any answer").isEmpty();
        profiles.get().ask();
        engine.runUntilIdle();
        assertThat(told).hasSize(2);
    }

    @Test
    void shouldGoOnTellingWhenAListenerHasThrown() {
        AtomicInteger told = new AtomicInteger();
        WorkProfiles profiles = new WorkProfiles(work, news -> {
            if (told.incrementAndGet() == 1) {
                throw new IllegalArgumentException("a test's filter of meters");
            }
        });
        profiles.ask();
        engine.runUntilIdle();
        assertThat(told).hasValue(1);
        profiles.ask();
        engine.runUntilIdle();
        assertThat(told).hasValue(2);
    }
}
