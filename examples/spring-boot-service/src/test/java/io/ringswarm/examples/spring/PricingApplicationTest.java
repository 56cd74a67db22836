package io.ringswarm.examples.spring;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The running service, by its port. */
@Timeout(60)
class PricingApplicationTest {
    private static final int RING_SLOTS = 4;

    private static RunningService service;

    @BeforeAll
    static void start() {
        service = new RunningService("--pricing.ring-slots=" + RING_SLOTS, "--pricing.patience=30s");
    }

    @AfterAll
    static void close() {
        service.close();
    }

    @AfterEach
    void release() {
        service.prices().release();
    }

    @Test
    void shouldAnswerInJsonWhenAsked() {
        HttpResponse<String> response = service.get("/quotes/7?quantity=3");
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("Content-Type")).hasValue("application/json");
        assertThat(response.body()).isEqualTo("{\"instrument\":7,\"quantity\":3,\"price\":42.5}");
    }

    @Test
    void shouldSayWhatIsWrongWithARequestWhenItMakesNoSense() {
        assertThat(service.get("/quotes/7?quantity=0").statusCode()).isEqualTo(400);
        assertThat(service.get("/quotes/7?patience=0s").statusCode()).isEqualTo(400);
        assertThat(service.get("/quotes/seven").statusCode()).isEqualTo(400);
    }

    @Test
    void shouldRefuseWhatFindsNoRoomAndAnswerTheRestWhenTheAgentIsBusy() throws InterruptedException {
        service.prices().hold();
        List<CompletableFuture<HttpResponse<String>>> requests = new ArrayList<>();
        requests.add(service.begin("/quotes/0"));
        service.prices().awaitHeld();
        for (int i = 1; i < 4 * RING_SLOTS; i++) {
            requests.add(service.begin("/quotes/" + i));
        }
        HttpResponse<String> refused = anyDone(requests).join();
        service.prices().release();

        assertThat(refused.statusCode()).isEqualTo(503);
        assertThat(refused.headers().firstValue("Retry-After")).hasValue("1");
        assertThat(refused.body()).contains("offer=BACK_PRESSURED");
        assertThat(requests.stream().map(request -> request.join().statusCode()))
                .containsOnly(200, 503)
                .filteredOn(status -> status == 200)
                .hasSizeGreaterThanOrEqualTo(RING_SLOTS);
    }

    @Test
    void shouldGiveUpWhenTheAgentIsLate() throws InterruptedException {
        service.prices().hold();
        CompletableFuture<HttpResponse<String>> first = service.begin("/quotes/0");
        service.prices().awaitHeld();
        HttpResponse<String> late = service.get("/quotes/1?patience=20ms");
        service.prices().release();

        assertThat(late.statusCode()).isEqualTo(504);
        assertThat(late.body()).contains("outcome=TIMED_OUT");
        assertThat(first.join().statusCode()).isEqualTo(200);
    }

    @Test
    void shouldBlameItselfWhenTheAgentThrows() {
        HttpResponse<String> failed = service.get("/quotes/" + HeldPrices.UNPRICED);
        assertThat(failed.statusCode()).isEqualTo(500);
        assertThat(failed.body()).contains("outcome=FAILED");
        assertThat(service.get("/quotes/7").statusCode()).isEqualTo(200);
    }

    @Test
    void shouldShowTheEnginesHealthWhenActuatorIsAsked() {
        assertThat(service.get("/actuator/health").body())
                .contains("\"engine\":{\"details\":{\"engine\":\"UP\",\"reasons\":[]},\"status\":\"UP\"}");
        assertThat(service.get("/actuator/health/liveness").body()).contains("\"engine\"");
        assertThat(service.get("/actuator/health/readiness").statusCode()).isEqualTo(200);
    }

    @Test
    void shouldShowTheEnginesMetricsWhenPrometheusScrapes() {
        service.get("/quotes/7");
        String scrape = service.get("/actuator/prometheus").body();
        assertThat(scrape)
                .contains("ringswarm_messages_total{engine=\"pricing\",outcome=\"handled\",reason=\"none\"}")
                .contains("ringswarm_asks_total{engine=\"pricing\",outcome=\"answered\"}")
                .contains("ringswarm_response_seconds{class=\"" + PricingAgent.class.getName())
                .contains("ringswarm_queue_depth_messages{engine=\"pricing\",lane=\"normal\",shard=\"0\"}")
                .contains("jvm_memory_used_bytes");
    }

    private static CompletableFuture<HttpResponse<String>> anyDone(
            List<CompletableFuture<HttpResponse<String>>> requests) {
        CompletableFuture<HttpResponse<String>> first = new CompletableFuture<>();
        requests.forEach(request -> request.thenAccept(first::complete));
        return first;
    }
}
