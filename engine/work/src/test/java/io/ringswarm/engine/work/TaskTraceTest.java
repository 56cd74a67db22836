package io.ringswarm.engine.work;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringswarm.engine.Agent;
import io.ringswarm.engine.AgentContext;
import io.ringswarm.engine.AgentRef;
import io.ringswarm.engine.Envelope;
import io.ringswarm.engine.Message;
import io.ringswarm.engine.Offer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Trace ids go with tasks, from who submits them to who does them and back. */
@Timeout(60)
class TaskTraceTest {
    private static final long TRACE = 7;
    private static final long OTHER = 9;

    private final Desktop desktop = new Desktop(new WorkContext());
    private final List<Long> worked = new ArrayList<>();
    private final List<Long> sent = new ArrayList<>();
    private final List<Long> ended = new ArrayList<>();
    private final TaskOptions options = new TaskOptions();
    private AgentRef listener;
    private AgentRef customer;
    private final List<Task<Figure>> kept = new ArrayList<>();
    private boolean keepsFirst;
    private int failures;

    /** Submits a task for each message, and is told how it ends. */
    private final class Customer implements Agent {
        @Override
        public void onMessage(Message message, AgentContext self) {
            if (Work.isEnding(message)) {
                ended.add(message.traceId());
            } else {
                Submitter own = desktop.work.submitter(self);
                assertThat(own.tell(desktop.doubling, Figure.of(1), options)).isEqualTo(Offer.ACCEPTED);
            }
        }
    }

    @BeforeEach
    void hire() {
        listener = desktop.engine.spawn("listener", () -> (message, self) -> sent.add(message.traceId()));
        customer = desktop.engine.spawn("customer", Customer::new);
        desktop.work.hire("worker", new WorkerOptions().slots(2).handles(desktop.doubling, () -> (payload, task) -> {
            worked.add(task.traceId());
            assertThat(task.keep().traceId()).isEqualTo(task.traceId());
            task.agent().send(listener, payload, Figure.CODEC);
            if (failures-- > 0) {
                task.fail("on purpose");
            } else if (keepsFirst && kept.isEmpty()) {
                kept.add(task.keep());
            } else {
                kept.forEach(earlier -> earlier.succeed(payload));
                task.succeed(payload);
            }
        }));
        desktop.run();
    }

    @AfterEach
    void close() {
        desktop.close();
    }

    private void tellCustomer(long traceId) {
        desktop.engine.sender().tell(customer, Figure.of(1), Figure.CODEC, new Envelope().traceId(traceId));
    }

    @Test
    void shouldGoWithATaskFromTheMessageInWhoseHandlingItWasSubmitted() {
        tellCustomer(TRACE);
        tellCustomer(OTHER);
        tellCustomer(0);
        desktop.run();
        assertThat(worked).containsExactly(TRACE, OTHER, 0L);
        assertThat(sent).containsExactly(TRACE, OTHER, 0L);
        assertThat(ended).containsExactly(TRACE, OTHER, 0L);
    }

    @Test
    void shouldGoByTheTasksOwnWhenOneIsGiven() {
        options.traceId(TRACE);
        tellCustomer(OTHER);
        desktop.submit(1, options);
        desktop.run();
        assertThat(worked).containsExactly(TRACE, TRACE);
        assertThat(ended).containsExactly(TRACE);
    }

    @Test
    void shouldStayTheSameAtEveryAttempt() {
        failures = 2;
        options.idempotent().traceId(TRACE);
        tellCustomer(OTHER);
        desktop.advance(Duration.ofSeconds(10));
        assertThat(worked).containsExactly(TRACE, TRACE, TRACE);
        assertThat(ended).containsExactly(TRACE);
    }

    @Test
    void shouldNotComeWithTheEndOfAnotherTaskThatHasNone() {
        keepsFirst = true;
        tellCustomer(0);
        desktop.run();
        tellCustomer(TRACE);
        desktop.run();
        assertThat(worked).containsExactly(0L, TRACE);
        assertThat(ended).containsExactly(0L, TRACE);
    }

    @Test
    void shouldComeWithTheEndOfATaskThatWasNeverStarted() {
        options.deadline(Duration.ZERO);
        tellCustomer(TRACE);
        desktop.run();
        assertThat(worked).isEmpty();
        assertThat(ended).containsExactly(TRACE);
    }
}
