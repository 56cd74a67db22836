package io.ringswarm.examples.spring;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringswarm.engine.Engine;
import io.ringswarm.engine.EngineHealth;
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
    @Test
    void shouldAnswerARequestUnderWayWhenTheContextCloses() throws InterruptedException {
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

            assertThat(underWay.join().statusCode()).isEqualTo(200);
            assertThat(underWay.join().body()).contains("42.5");
            closed.join();
            assertThat(engine.health().status()).isEqualTo(EngineHealth.Status.CLOSED);
            assertThat(engine.counters().asks().answered()).isEqualTo(1);
            assertThat(engine.counters().undelivered()).isZero();
        }
    }
}
