package io.ringswarm.examples.spring;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.concurrent.CompletableFuture;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

/** The whole service on a port of its own, with prices that the test holds. Not the test slice of Spring: as in production. */
final class RunningService implements AutoCloseable {
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final ConfigurableApplicationContext context;

    RunningService(String... settings) {
        String[] args = new String[settings.length + 3];
        args[0] = "--server.port=0";
        args[1] = "--spring.main.banner-mode=off";
        args[2] = "--logging.level.root=warn";
        System.arraycopy(settings, 0, args, 3, settings.length);
        context = new SpringApplication(PricingApplication.class, HeldPrices.class).run(args);
    }

    ConfigurableApplicationContext context() {
        return context;
    }

    HeldPrices prices() {
        return context.getBean(HeldPrices.class);
    }

    CompletableFuture<HttpResponse<String>> begin(String path) {
        String port = context.getEnvironment().getRequiredProperty("local.server.port");
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
                .build();
        return client.sendAsync(request, HttpResponse.BodyHandlers.ofString());
    }

    HttpResponse<String> get(String path) {
        return begin(path).join();
    }

    @Override
    public void close() {
        context.close();
    }
}
