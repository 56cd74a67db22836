package io.ringswarm.engine.micrometer;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.ringswarm.engine.EngineContext;
import io.ringswarm.engine.testkit.TestEngine;
import io.ringswarm.engine.work.Work;
import io.ringswarm.engine.work.WorkContext;
import io.ringswarm.engine.work.WorkCounters;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class WorkMetersTest {
    /** Each number once, so that none can stand for another. */
    private static final WorkCounters COUNTERS = new WorkCounters(
            101,
            102,
            103,
            104,
            105,
            106,
            107,
            108,
            109,
            110,
            111,
            112,
            113,
            114,
            115,
            116,
            117,
            118,
            119,
            120,
            Map.of("failed: time limit", 121L));

    private final MeterRegistry registry = new SimpleMeterRegistry();

    @Test
    void shouldShowEachNumberUnderItsOwnName() {
        try (TestEngine engine = TestEngine.launch(new EngineContext());
                Work work = Work.open(engine.engine(), new WorkContext())) {
            Snapshots<WorkSnapshot> snapshots = new Snapshots<>(
                    () -> new WorkSnapshot(COUNTERS, 0),
                    WorkSnapshot::atNs,
                    engine.engine().config().clock(),
                    Duration.ZERO,
                    news -> {});
            new WorkMeters(registry, Tags.empty(), snapshots, new WorkProfiles(work, news -> {})).bind();

            assertThat(shown())
                    .containsExactlyInAnyOrderEntriesOf(new TreeMap<>(Map.ofEntries(
                            Map.entry("ringswarm.work.submitted", 101.0),
                            Map.entry("ringswarm.work.tasks succeeded done", 102.0),
                            Map.entry("ringswarm.work.open", 107.0),
                            Map.entry("ringswarm.work.in.hand", 108.0),
                            Map.entry("ringswarm.work.started", 109.0),
                            Map.entry("ringswarm.work.retried", 110.0),
                            Map.entry("ringswarm.work.duplicate.completions", 111.0),
                            Map.entry("ringswarm.work.cache hit", 112.0),
                            Map.entry("ringswarm.work.cache miss", 113.0),
                            Map.entry("ringswarm.work.moved rebalanced", 114.0),
                            Map.entry("ringswarm.work.moved stolen", 115.0),
                            Map.entry("ringswarm.work.moved evacuated", 116.0),
                            Map.entry("ringswarm.work.circuit.trips", 117.0),
                            Map.entry("ringswarm.work.unheard.ends", 118.0),
                            Map.entry("ringswarm.work.forgotten.keys", 119.0),
                            Map.entry("ringswarm.work.strategy.faults", 120.0),
                            Map.entry("ringswarm.work.tasks failed time limit", 121.0))));
        }
    }

    /** What is above zero, by name and values of tags. */
    private Map<String, Double> shown() {
        Map<String, Double> shown = new TreeMap<>();
        for (Meter meter : registry.getMeters()) {
            double value = meter.measure().iterator().next().getValue();
            if (value > 0) {
                String tags = meter.getId().getTags().stream()
                        .map(Tag::getValue)
                        .map(tag -> " " + tag.replace('_', ' '))
                        .collect(Collectors.joining());
                shown.put(meter.getId().getName() + tags, value);
            }
        }
        return shown;
    }
}
