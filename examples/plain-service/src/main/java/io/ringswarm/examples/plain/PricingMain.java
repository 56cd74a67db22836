package io.ringswarm.examples.plain;

import io.ringswarm.engine.CloseReport;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * The service as a program. Reads requests from standard input, a line each: {@code INSTRUMENT QUANTITY} for a price,
 * {@code health} for the engine's health. Ends with its input, or with SIGTERM: either way what was taken is answered.
 */
final class PricingMain {
    private static final int REQUEST_THREADS = 4;

    private final PricingService service;
    private final PrintStream out;

    private PricingMain(PricingService service, PrintStream out) {
        this.service = service;
        this.out = out;
    }

    public static void main(String[] args) throws IOException {
        PricingService service = new PricingService();
        PricingMain main = new PricingMain(service, System.out);
        Runtime.getRuntime()
                .addShutdownHook(new Thread(() -> main.say(describe(service.shutDown())), "pricing-shutdown"));
        try (service;
                BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            main.serve(in);
        }
    }

    private void serve(BufferedReader in) throws IOException {
        ExecutorService requests = Executors.newFixedThreadPool(REQUEST_THREADS, task -> {
            Thread thread = new Thread(task, "pricing-request");
            thread.setDaemon(true);
            return thread;
        });
        CompletableFuture<Void> all = CompletableFuture.completedFuture(null);
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            String request = line.strip();
            all = all.thenCombine(
                    CompletableFuture.supplyAsync(() -> answer(request), requests)
                            .thenCompose(answer -> answer)
                            .exceptionally(PricingMain::refusal)
                            .thenAccept(this::say),
                    (before, now) -> now);
        }
        all.join();
        requests.shutdown();
    }

    /** On a request's thread, which is free again before the answer is there. */
    private CompletableFuture<String> answer(String request) {
        if (request.equals("health")) {
            return CompletableFuture.completedFuture(service.health().toString());
        }
        String[] words = request.split("\\s+");
        if (words.length != 2) {
            throw new IllegalArgumentException("request=" + request + " (expected: INSTRUMENT QUANTITY, or health)");
        }
        return service.price(Long.parseLong(words[0]), Integer.parseInt(words[1]))
                .thenApply(quote -> quote.instrument + ": " + quote.quantity + " at " + quote.price)
                .toCompletableFuture();
    }

    private static String refusal(Throwable failure) {
        Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
        return "no answer: " + cause.getMessage();
    }

    private static String describe(CloseReport report) {
        return "closed: " + report.counters().asks().answered() + " answered, "
                + report.counters().undelivered() + " undelivered";
    }

    private void say(String line) {
        out.println(line);
        out.flush();
    }
}
