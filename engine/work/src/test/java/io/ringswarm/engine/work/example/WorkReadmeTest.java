package io.ringswarm.engine.work.example;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringswarm.engine.Engine;
import io.ringswarm.engine.EngineContext;
import io.ringswarm.engine.Priority;
import io.ringswarm.engine.work.Submitted;
import io.ringswarm.engine.work.TaskKind;
import io.ringswarm.engine.work.TaskOptions;
import io.ringswarm.engine.work.Work;
import io.ringswarm.engine.work.WorkContext;
import io.ringswarm.engine.work.WorkReport;
import io.ringswarm.engine.work.WorkerOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.DoubleConsumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class WorkReadmeTest {
    private static final Path README = Path.of("..", "..", "README.md");
    private static final Path SOURCE =
            Path.of("src", "test", "java", "io", "ringswarm", "engine", "work", "example", "WorkReadmeTest.java");

    private static WorkReport handOut(Function<Quote, Quote> gateway, DoubleConsumer show) {
        // begin of the README's work
        Engine engine = Engine.launch(new EngineContext().name("pricing"));
        Work work = Work.open(engine, new WorkContext());
        TaskKind<Quote, Quote> pricing =
                work.kind("pricing", new QuoteCodec(), Quote::new, new QuoteCodec(), Quote::new);
        WorkerOptions options = new WorkerOptions()
                .slots(4)
                .runs(pricing, (quote, attempt) -> gateway.apply(quote)); // may block: it has threads of its own
        work.hire("gateway-1", options);
        work.hire("gateway-2", options);

        TaskOptions how = new TaskOptions()
                .priority(Priority.HIGH)
                .cost(Duration.ofMillis(20)) // of those that come together the longest goes first
                .deadline(Duration.ofSeconds(5))
                .idempotent(); // so it may be tried again
        Submitted<Quote> task = work.submit(pricing, new Quote(), how);
        task.result().thenAccept(result -> show.accept(result.isSuccess() ? result.value().price : Double.NaN));

        WorkReport report = work.close(Duration.ofSeconds(10)); // by now each task has ended, in one of five ways
        engine.close();
        // end of the README's work
        return report;
    }

    @RepeatedTest(100)
    void shouldDoTheReadmesTaskWhenItsExampleIsRun() {
        double[] shown = new double[1];
        WorkReport report = handOut(
                quote -> {
                    quote.price = 1.5;
                    return quote;
                },
                price -> shown[0] = price);
        assertThat(report.counters().succeeded()).as("%s", report).isEqualTo(1);
        assertThat(report.counters().open()).isZero();
        assertThat(report.cancelled()).isFalse();
    }

    @Test
    void shouldStandInTheReadmeAsItIsCompiled() throws IOException {
        String region;
        try (Stream<String> lines = Files.lines(SOURCE)) {
            region = lines.map(line -> line.startsWith("        ") ? line.substring(8) : line)
                    .dropWhile(line -> !line.equals("// begin of the README's work"))
                    .skip(1)
                    .takeWhile(line -> !line.equals("// end of the README's work"))
                    .collect(Collectors.joining("\n"));
        }
        assertThat(region).isNotBlank();
        assertThat(Files.readString(README)).contains("```java\n" + region + "\n```");
    }
}
