package io.ringswarm.examples.plain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ringswarm.engine.AskFailedException;
import io.ringswarm.engine.CloseReport;
import io.ringswarm.engine.EngineHealth;
import io.ringswarm.engine.Offer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The service with real threads. */
@Timeout(20)
class PricingServiceTest {
    private final PricingService service = new PricingService();

    @AfterEach
    void closeTheService() {
        service.close();
    }

    @Test
    void shouldAnswerAndBeUpWhenRunning() {
        assertThat(price(7, 10).price).isEqualTo(PricingAgent.FIRST_PRICE);
        assertThat(price(-1, 1).instrument).isEqualTo(-1);
        assertThat(service.health().status()).isEqualTo(EngineHealth.Status.UP);
    }

    @Test
    void shouldAnswerEverythingTakenWhenShutDownMeanwhile() {
        List<CompletableFuture<Quote>> underWay = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            underWay.add(service.price(i, 1).toCompletableFuture());
        }
        CloseReport report = service.shutDown();
        assertThat(underWay)
                .allSatisfy(answer -> assertThat(answer.join().price).isPositive());
        assertThat(report.counters().asks().answered()).isEqualTo(500);
        assertThat(report.counters().undelivered()).isZero();
    }

    @Test
    void shouldRefuseAndSayWhyWhenShutDown() {
        service.close();
        assertThat(service.health().status()).isEqualTo(EngineHealth.Status.CLOSED);
        assertThatThrownBy(() -> price(7, 1))
                .isInstanceOf(CompletionException.class)
                .cause()
                .isInstanceOfSatisfying(
                        AskFailedException.class, e -> assertThat(e.offer()).isEqualTo(Offer.CLOSED));
    }

    private Quote price(long instrument, int quantity) {
        return service.price(instrument, quantity).toCompletableFuture().join();
    }
}
