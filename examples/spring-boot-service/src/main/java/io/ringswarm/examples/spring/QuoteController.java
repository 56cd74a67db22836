package io.ringswarm.examples.spring;

import static io.ringswarm.examples.spring.QuoteCodec.QUOTES;

import io.ringswarm.engine.AgentRef;
import io.ringswarm.engine.AskFailedException;
import io.ringswarm.engine.Engine;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import org.springframework.format.annotation.DurationFormat;
import org.springframework.format.annotation.DurationFormat.Style;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/** Asks the agent for each request. No thread waits for the answer. */
@RestController
class QuoteController {
    private static final String RETRY_AFTER_SECONDS = "1";

    private final Engine engine;
    private final AgentRef pricer;
    private final Duration longestPatience;

    QuoteController(Engine engine, AgentRef pricer, PricingProperties settings) {
        this.engine = engine;
        this.pricer = pricer;
        longestPatience = settings.patience();
    }

    @GetMapping("/quotes/{instrument}")
    CompletionStage<QuoteView> quote(
            @PathVariable long instrument,
            @RequestParam(defaultValue = "1") int quantity,
            @RequestParam(required = false) @DurationFormat(style = Style.SIMPLE) Duration patience) {
        requirePositive("quantity", quantity > 0);
        requirePositive("patience", patience == null || !(patience.isNegative() || patience.isZero()));
        Duration timeout = patience == null || patience.compareTo(longestPatience) > 0 ? longestPatience : patience;
        return engine.ask(pricer, Quote.of(instrument, quantity), QUOTES, timeout, Quote::new, QUOTES)
                .thenApply(QuoteView::of);
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> noAnswer(AskFailedException failure) {
        HttpStatus status = statusOf(failure);
        ResponseEntity.BodyBuilder response = ResponseEntity.status(status);
        if (status == HttpStatus.SERVICE_UNAVAILABLE) {
            response.header(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS);
        }
        return response.body(ProblemDetail.forStatusAndDetail(status, failure.getMessage()));
    }

    static HttpStatus statusOf(AskFailedException failure) {
        if (failure.outcome() == null) {
            return switch (failure.offer()) {
                case BACK_PRESSURED, CLOSED, NO_SUCH_AGENT -> HttpStatus.SERVICE_UNAVAILABLE;
                default -> HttpStatus.INTERNAL_SERVER_ERROR;
            };
        }
        return switch (failure.outcome()) {
            case TIMED_OUT, EXPIRED -> HttpStatus.GATEWAY_TIMEOUT;
            default -> HttpStatus.INTERNAL_SERVER_ERROR;
        };
    }

    private static void requirePositive(String name, boolean positive) {
        if (!positive) {
            throw new ResponseStatusException(HttpStatus.BAD_REQUEST, name + " (expected: positive)");
        }
    }
}
