package io.ringswarm.engine.work.example;

// begin of the docs' coalescer
import io.ringswarm.engine.work.coalesce.Alarm;
import io.ringswarm.engine.work.coalesce.BatchFunction;
import io.ringswarm.engine.work.coalesce.Coalescer;
import io.ringswarm.engine.work.coalesce.CoalescerOptions;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;

final class Prices {
    /** What is called downstream: one request for many articles. */
    interface Shop {
        List<Integer> pricesOf(List<String> articles);
    }

    private final Coalescer<String, Integer> coalescer;

    Prices(Shop shop, Executor mayBlock, ScheduledExecutorService scheduler) {
        CoalescerOptions options = CoalescerOptions.DEFAULT
                .withSize(25)
                .withLinger(Duration.ofMillis(5))
                .withBounds(4, 1_000)
                .sharingEqual();
        coalescer = new Coalescer<>(options, BatchFunction.waiting(shop::pricesOf), mayBlock, Alarm.on(scheduler));
    }

    CompletionStage<Integer> priceOf(String article) {
        return coalescer.call(article);
    }

    void close() {
        coalescer.close(Duration.ofSeconds(5));
    }
}
// end of the docs' coalescer
