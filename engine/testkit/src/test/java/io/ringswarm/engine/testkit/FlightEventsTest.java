package io.ringswarm.engine.testkit;

import static io.ringswarm.engine.testkit.FigureCodec.FIGURES;
import static org.assertj.core.api.Assertions.assertThat;

import io.ringswarm.engine.AgentOptions;
import io.ringswarm.engine.AgentRef;
import io.ringswarm.engine.Directive;
import io.ringswarm.engine.EngineContext;
import io.ringswarm.engine.Supervision;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What the Flight Recorder gets to see. */
@Timeout(60)
class FlightEventsTest {
    @TempDir
    private Path folder;

    @Test
    void shouldRecordRestartsAndParks() throws Exception {
        List<RecordedEvent> events;
        try (Recording recording = new Recording();
                TestEngine engine = TestEngine.launch(
                        new EngineContext().localQueueSlots(4).deadLetterListener((message, reason, cause) -> {}))) {
            recording.enable("io.ringswarm.Restart");
            recording.enable("io.ringswarm.Park");
            recording.start();
            AgentRef agent = engine.engine()
                    .spawn(
                            "agent",
                            new AgentOptions()
                                    .supervision(Supervision.always(Directive.RESTART)
                                            .backoff(Duration.ZERO, Duration.ZERO)),
                            () -> (message, self) -> {
                                throw new IllegalStateException("poison");
                            });
            engine.tell(agent, Figure.of(1), FIGURES);
            engine.runUntilIdle();
            Probe probe = new Probe();
            AgentRef target = engine.spawn("target", () -> probe);
            AgentRef parker = engine.spawn("parker", () -> (message, self) -> {
                for (int i = 0; i < 7; i++) {
                    self.sendOrPark(target, Figure.of(i), FIGURES);
                }
            });
            engine.tell(parker, Figure.of(1), FIGURES);
            engine.runUntilIdle();
            assertThat(engine.counters().parked()).isEqualTo(3);
            recording.stop();
            Path file = folder.resolve("events.jfr");
            recording.dump(file);
            events = RecordingFile.readAllEvents(file);
        }
        assertThat(events)
                .extracting(event -> event.getEventType().getName() + " " + event.getString("agent"))
                .containsExactlyInAnyOrder("io.ringswarm.Restart agent", "io.ringswarm.Park parker");
    }
}
