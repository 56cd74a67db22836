package io.ringswarm.examples.spring;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringswarm.engine.Engine;
import io.ringswarm.engine.EngineHealth;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.context.ApplicationListener;
import org.springframework.context.event.ContextClosedEvent;

/** What SIGTERM does: it closes the context. */
@Timeout(60)
class GracefulCloseTest {
    private static final int ATTEMPTS = 3;

    /**
     * Now and then the server closes the connection although the answer was there: while an asynchronous answer is handed to
     * the thread that writes it, Tomcat counts its request neither as waiting nor as running, and believes to have none.
     */
    @Test
    void shouldAnswerARequestUnderWayWhenTheContextCloses() throws InterruptedException {
        boolean written = false;
        for (int attempt = 0; attempt < ATTEMPTS && !written; attempt++) {
            written = closesWithARequestUnderWay();
        }
        assertThat(written).isTrue();
    }

    /** Answers false when the server has dropped the connection; the engine has answered in any case. */
    private static boolean closesWithARequestUnderWay() throws InterruptedException {
        try (RunningService service = new RunningService("--pricing.patience=30s")) {
            Engine engine = service.context().getBean(Engine.class);
            CountDownLatch closing = new CountDownLatch(1);
            service.context()
                    .addApplicationListener((ApplicationListener<ContextClosedEvent>) event -> closing.countDown());
            service.prices().hold();
            CompletableFuture<HttpResponse<String>> underWay = service.begin("/quotes/7");
            service.prices().awaitHeld();
            HeldPrices prices = service.prices();

            CompletableFuture<Void> closed = CompletableFuture.runAsync(service::close);
            assertThat(closing.await(30, TimeUnit.SECONDS)).isTrue();
            assertThat(underWay).isNotDone();
            assertThat(closed).isNotDone();
            prices.release();

            closed.join();
            HttpResponse<String> answer =
                    underWay.exceptionally(GracefulCloseTest::requireDropped).join();
            if (answer != null) {
                assertThat(answer.statusCode()).isEqualTo(200);
                assertThat(answer.body()).contains("42.5");
            }
            assertThat(engine.health().status()).isEqualTo(EngineHealth.Status.CLOSED);
            assertThat(engine.counters().asks().answered()).isEqualTo(1);
            assertThat(engine.counters().undelivered()).isZero();
            return answer != null;
        }
    }

    private static HttpResponse<String> requireDropped(Throwable failure) {
        assertThat(failure).hasRootCauseInstanceOf(IOException.class);
        return null;
    }
}
