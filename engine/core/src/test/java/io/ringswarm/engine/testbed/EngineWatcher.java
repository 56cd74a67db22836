package io.ringswarm.engine.testbed;

import static io.ringswarm.engine.testbed.ParcelCodec.PARCELS;
import static org.assertj.core.api.Assertions.assertThat;

import io.ringswarm.engine.AgentRef;
import io.ringswarm.engine.CloseReport;
import io.ringswarm.engine.Engine;
import io.ringswarm.engine.EngineContext;
import io.ringswarm.engine.Envelope;
import io.ringswarm.engine.Offer;
import io.ringswarm.engine.Priority;
import io.ringswarm.engine.Sender;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.assertj.core.api.SoftAssertions;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Launches a test's engines, and fails the test when one of them leaves a thread behind, logs an error that the test does
 * not expect, or cannot account for its messages.
 */
public final class EngineWatcher implements BeforeEachCallback, AfterEachCallback {
    private static final Duration LIMIT = Duration.ofSeconds(10);
    private static final String SHARD_THREAD = "-shard-";

    private final List<Engine> engines = new ArrayList<>();
    private final List<Gate> gates = new ArrayList<>();
    private final List<String> expectedErrors = new ArrayList<>();
    private Set<Thread> threadsBefore;
    private LogTap tap;

    /** The smallest rings that there are, and little else. */
    public EngineContext small() {
        return new EngineContext()
                .name("watched")
                .ringSlots(4)
                .slotBytes(128)
                .stagedMessages(8)
                .maxBodyBytes(1024)
                .overflowBuffers(2);
    }

    /** An engine that is closed and checked after the test, if the test has not closed it. */
    public Engine launch(EngineContext context) {
        Engine engine = Engine.launch(context);
        engines.add(engine);
        return engine;
    }

    /** A gate that is open after the test at the latest. */
    public Gate gate() {
        Gate gate = new Gate();
        gates.add(gate);
        return gate;
    }

    /**
     * Holds a shard in a handler until the gate is opened. That takes one message on the critical lane, and leaves the
     * other lanes' rings empty.
     */
    public Gate stall(Engine engine, int shard) throws InterruptedException {
        Gate gate = gate();
        AgentRef plug = engine.spawn("plug-" + gates.size(), shard, () -> (message, self) -> gate.pass());
        try (Sender sender = engine.newSender()) {
            assertThat(sender.tell(plug, new Parcel(), PARCELS, new Envelope().priority(Priority.CRITICAL)))
                    .isEqualTo(Offer.ACCEPTED);
        }
        gate.awaitArrival();
        return gate;
    }

    /** The test provokes errors in the log whose line has this in it. */
    public void expectError(String part) {
        expectedErrors.add(part);
    }

    public List<String> logged() {
        return tap.lines();
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        threadsBefore = Thread.getAllStackTraces().keySet();
        tap = new LogTap();
    }

    @Override
    public void afterEach(ExtensionContext context) {
        boolean failed = true;
        try {
            gates.forEach(Gate::open);
            SoftAssertions softly = new SoftAssertions();
            engines.forEach(engine -> checkAccounts(engine, softly));
            softly.assertThat(strayThreads()).as("stray threads").isEmpty();
            softly.assertThat(unexpectedErrors()).as("errors logged").isEmpty();
            softly.assertThat(expectedErrors)
                    .as("errors expected and not logged")
                    .allMatch(part -> tap.errors().stream().anyMatch(line -> line.contains(part)));
            softly.assertAll();
            failed = context.getExecutionException().isPresent();
        } finally {
            tap.close(failed);
        }
    }

    private void checkAccounts(Engine engine, SoftAssertions softly) {
        CloseReport report = engine.close(LIMIT);
        softly.assertThat(report.counters().inFlight())
                .as("in flight after close: %s", report.counters())
                .isZero();
        softly.assertThat(engine.counters()).isEqualTo(report.counters());
    }

    private List<String> strayThreads() {
        try {
            Awaitility.await()
                    .atMost(LIMIT)
                    .pollInterval(Duration.ofMillis(1))
                    .until(() -> shardThreads().isEmpty());
        } catch (ConditionTimeoutException e) {
            return shardThreads();
        }
        return List.of();
    }

    private List<String> shardThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.isAlive() && !threadsBefore.contains(thread))
                .map(Thread::getName)
                .filter(name -> name.contains(SHARD_THREAD))
                .toList();
    }

    private List<String> unexpectedErrors() {
        return tap.errors().stream()
                .filter(line -> expectedErrors.stream().noneMatch(line::contains))
                .toList();
    }
}
