package io.ringswarm.harness.peers;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(10)
class CompilationTest {
    private static final long LIMIT_NS = 3_000_000_000L;
    private static final long WINDOW_NS = 500_000_000L;

    private final AtomicLong compiledMs = new AtomicLong();
    private final AtomicLong nowNs = new AtomicLong();
    private final Compilation compilation = new Compilation(compiledMs::get);

    @Test
    void shouldWaitOneWindowWhenNothingIsCompiled() {
        assertThat(compilation.awaitQuiet(LIMIT_NS, nowNs::addAndGet)).isEqualTo(WINDOW_NS);
        assertThat(nowNs.get()).isEqualTo(WINDOW_NS);
    }

    @Test
    void shouldWaitUntilAWindowIsQuiet() {
        long waitedNs = compilation.awaitQuiet(LIMIT_NS, ns -> {
            if (nowNs.addAndGet(ns) <= 2 * WINDOW_NS) {
                compiledMs.addAndGet(10);
            }
        });
        assertThat(waitedNs).isEqualTo(3 * WINDOW_NS);
    }

    @Test
    void shouldEndAtItsLimitWhenThereIsAlwaysSomethingToCompile() {
        assertThat(compilation.awaitQuiet(LIMIT_NS, ns -> compiledMs.addAndGet(400)))
                .isEqualTo(LIMIT_NS);
        assertThat(compilation.awaitQuiet(100, ns -> compiledMs.addAndGet(400))).isEqualTo(100);
    }
}
