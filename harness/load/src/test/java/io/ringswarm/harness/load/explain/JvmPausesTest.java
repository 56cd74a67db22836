package io.ringswarm.harness.load.explain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class JvmPausesTest {
    private static final long PATIENCE_NS = 20_000_000_000L;
    private static final int COLLECTIONS = 5;

    /** The clocks of events and of this test are compared to some microseconds; a collection on request takes milliseconds. */
    private static final long CLOCKS_NS = 200_000;

    private final List<Span> collections = new ArrayList<>();
    private final List<Span> safepoints = new ArrayList<>();

    private record Span(long startNs, long endNs) {
        boolean overlaps(Span other) {
            return startNs < other.endNs - CLOCKS_NS && other.startNs < endNs - CLOCKS_NS;
        }
    }

    @Test
    void shouldTellEachPauseOnceWhenTheStreamHasToldSomeAndTheLastIsJustOver() {
        List<Span> asked = new ArrayList<>();
        try (JvmPauses pauses = JvmPauses.start(this::paused)) {
            int toldByStream;
            do {
                asked.add(collect());
                toldByStream = told(collections).size();
            } while (toldByStream == 0);
            for (int i = 0; i < COLLECTIONS; i++) {
                asked.add(collect());
            }
            assertThat(pauses.await(PATIENCE_NS)).isTrue();
            List<Span> all = told(collections);
            assertThat(all).hasSizeGreaterThan(toldByStream);
            assertThat(asked).allSatisfy(span -> assertThat(all).anyMatch(span::overlaps));
            assertThat(asked).allSatisfy(span -> assertThat(told(safepoints)).anyMatch(span::overlaps));
            assertThatNoneIsTwice(all);
            assertThatNoneIsTwice(told(safepoints));
        }
    }

    @Test
    void shouldSayThatPausesAreNotKnownWhenTheRecordingIsGone() {
        JvmPauses pauses = JvmPauses.start(this::paused);
        pauses.close();
        assertThat(pauses.await(PATIENCE_NS)).isFalse();
    }

    @Test
    void shouldSayThatPausesAreNotKnownAndStayInterruptedWhenInterrupted() {
        try (JvmPauses pauses = JvmPauses.start(this::paused)) {
            Thread.currentThread().interrupt();
            assertThat(pauses.await(PATIENCE_NS)).isFalse();
            assertThat(Thread.interrupted()).isTrue();
        }
    }

    private static Span collect() {
        long startNs = System.nanoTime();
        System.gc();
        return new Span(startNs, System.nanoTime());
    }

    /** The JVM stands still once at a time: what was told twice would overlap itself. */
    private static void assertThatNoneIsTwice(List<Span> spans) {
        List<Span> sorted = new ArrayList<>(spans);
        sorted.sort(Comparator.comparingLong(Span::startNs));
        for (int i = 1; i < sorted.size(); i++) {
            Span one = sorted.get(i - 1);
            Span next = sorted.get(i);
            assertThat(one.overlaps(next)).as("%s and %s", one, next).isFalse();
        }
    }

    private void paused(Cause cause, long startNs, long endNs) {
        List<Span> spans = cause == Cause.GC ? collections : safepoints;
        synchronized (spans) {
            spans.add(new Span(startNs, endNs));
        }
    }

    private static List<Span> told(List<Span> spans) {
        synchronized (spans) {
            return List.copyOf(spans);
        }
    }
}
