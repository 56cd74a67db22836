package io.ringswarm.engine.work.example;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class CoalescingDocTest {
    private static final Path DOC = Path.of("..", "..", "docs", "coalescing.md");
    private static final Path SOURCE =
            Path.of("src", "test", "java", "io", "ringswarm", "engine", "work", "example", "Prices.java");

    @Test
    void shouldStandInTheDocsAsItIsCompiled() throws IOException {
        String region;
        try (Stream<String> lines = Files.lines(SOURCE)) {
            region = lines.dropWhile(line -> !line.equals("// begin of the docs' coalescer"))
                    .skip(1)
                    .takeWhile(line -> !line.equals("// end of the docs' coalescer"))
                    .collect(Collectors.joining("\n"));
        }
        assertThat(region).isNotBlank();
        assertThat(Files.readString(DOC)).contains("```java\n" + region + "\n```");
    }

    @Test
    void shouldAskTheShopOnceForManyArticlesWhenEachIsAskedForAlone() {
        List<List<String>> asked = new CopyOnWriteArrayList<>();
        ExecutorService mayBlock = Executors.newSingleThreadExecutor();
        ScheduledExecutorService scheduler = Executors.newSingleThreadScheduledExecutor();
        Prices prices = new Prices(
                articles -> {
                    asked.add(List.copyOf(articles));
                    return articles.stream().map(String::length).toList();
                },
                mayBlock,
                scheduler);
        List<CompletionStage<Integer>> calls =
                Stream.of("nut", "screw", "nut").map(prices::priceOf).toList();
        prices.close();
        scheduler.shutdownNow();
        mayBlock.shutdown();
        assertThat(calls).extracting(call -> call.toCompletableFuture().join()).containsExactly(3, 5, 3);
        assertThat(asked.stream().flatMap(List::stream))
                .contains("nut", "screw")
                .hasSizeBetween(2, 3);
    }
}
