package io.ringswarm.engine.testkit;

import io.ringswarm.codecs.BodyCodec;
import io.ringswarm.engine.Agent;
import io.ringswarm.engine.AgentRef;
import io.ringswarm.engine.CloseReport;
import io.ringswarm.engine.DeadLetterListener;
import io.ringswarm.engine.DeadLetterReason;
import io.ringswarm.engine.Engine;
import io.ringswarm.engine.EngineConfig;
import io.ringswarm.engine.EngineContext;
import io.ringswarm.engine.Envelope;
import io.ringswarm.engine.Message;
import io.ringswarm.engine.Offer;
import io.ringswarm.engine.Sender;
import io.ringswarm.engine.metrics.EngineCounters;
import io.ringswarm.engine.timing.TimeLimit;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;
import java.util.function.Supplier;

/**
 * An engine for tests of agents: nothing happens in it but when the test says so, on the test's thread, and no time passes
 * but what the test lets pass. So a test with it is the same at every run, and waits for nothing.
 *
 * <p>{@link #tell} and {@link #ask} put messages in; {@link #runUntilIdle()} lets the agents handle them and what comes of
 * them; {@link #advance} lets time pass, with each timer firing at its own time. To let messages wait, move the
 * {@link #clock()} alone: then time passes and nobody works.
 *
 * <p>An agent's exceptions end in {@link #deadLetters()}, as they do in any engine. An {@link AssertionError} thrown by an
 * agent is the test's own and fails it, at the end of the run that it is thrown in, unless {@code onBatchEnd} threw it: that is
 * logged and counted only.
 *
 * <p>Confined to the test's thread; {@link #engine()} may be used as any engine.
 */
public final class TestEngine implements AutoCloseable {
    /** Turns after which an engine that still works is taken not to come to rest. */
    public static final int MAX_TURNS = 100_000;

    private final ManualClock clock;
    private final Engine engine;
    private final Sender sender;
    private final Envelope plain = new Envelope();
    private final List<DeadLetter> deadLetters = new ArrayList<>();
    private final PriorityQueue<Long> answersDueNs = new PriorityQueue<>();
    private int deadLettersChecked;
    private CloseReport report;

    private TestEngine(EngineContext context) {
        EngineConfig asked = context.conclude();
        clock = asked.clock() instanceof ManualClock ? (ManualClock) asked.clock() : new ManualClock();
        DeadLetterListener users = asked.deadLetterListener();
        engine = Engine.launch(context.invokerMode(true)
                .clock(clock)
                .traceRetained(true)
                .deadLetterListener((message, reason, cause) -> {
                    keep(message, reason, cause);
                    users.onDeadLetter(message, reason, cause);
                }));
        sender = engine.newSender();
    }

    /**
     * Makes an engine with default settings.
     *
     * @return an engine, to be closed
     */
    public static TestEngine launch() {
        return launch(new EngineContext());
    }

    /**
     * Makes an engine.
     *
     * @param context what it is to be like; changed to invoker mode, to a {@link ManualClock} unless it has one, and to a
     *     dead-letter listener that records and then calls the one that it had
     * @return an engine, to be closed
     * @throws IllegalArgumentException naming each setting at fault
     */
    public static TestEngine launch(EngineContext context) {
        return new TestEngine(context);
    }

    /**
     * The engine itself, for what this class does not offer.
     *
     * @return an engine in invoker mode
     */
    public Engine engine() {
        return engine;
    }

    /**
     * The engine's only source of time.
     *
     * @return the clock; moving it lets time pass in which nobody works
     */
    public ManualClock clock() {
        return clock;
    }

    /**
     * The sender that {@link #tell} and {@link #ask} use.
     *
     * @return a sender that fails at once when there is no room; closed with the engine
     */
    public Sender sender() {
        return sender;
    }

    /**
     * Adds an agent.
     *
     * @param name unique among the living agents
     * @param factory makes the agent
     * @return its reference
     * @throws IllegalArgumentException when the name is blank or taken
     */
    public AgentRef spawn(String name, Supplier<? extends Agent> factory) {
        return engine.spawn(name, factory);
    }

    /**
     * Adds an agent on a shard of choice.
     *
     * @param name unique among the living agents
     * @param shard 0 to the number of shards - 1
     * @param factory makes the agent
     * @return its reference
     * @throws IllegalArgumentException when the name is blank or taken, or there is no such shard
     */
    public AgentRef spawn(String name, int shard, Supplier<? extends Agent> factory) {
        return engine.spawn(name, shard, factory);
    }

    /**
     * Sends one message, with normal priority and due at once. It is handled by the next run.
     *
     * @param target who is to handle it
     * @param value the body
     * @param codec how to encode it
     * @param <T> the body's type
     * @throws AssertionError when it is not accepted
     */
    public <T> void tell(AgentRef target, T value, BodyCodec<T> codec) {
        tell(target, value, codec, plain);
    }

    /**
     * Sends one message. It is handled by the next run.
     *
     * @param target who is to handle it
     * @param value the body
     * @param codec how to encode it
     * @param envelope the rest; copied
     * @param <T> the body's type
     * @throws AssertionError when it is not accepted
     */
    public <T> void tell(AgentRef target, T value, BodyCodec<T> codec, Envelope envelope) {
        requireAccepted("tell", target, sender.tell(target, value, codec, envelope));
    }

    /**
     * Asks, with normal priority and due at once. The answer comes with a later run.
     *
     * @param target who is to answer
     * @param value the question
     * @param codec how to encode it
     * @param timeout how long to wait for the answer, by the {@link #clock()}; positive
     * @param <T> the body's type
     * @return where the answer will be
     * @throws AssertionError when the question is not accepted
     * @throws IllegalArgumentException when the timeout is not positive
     */
    public <T> PendingAnswer ask(AgentRef target, T value, BodyCodec<T> codec, Duration timeout) {
        return ask(target, value, codec, plain, timeout);
    }

    /**
     * Asks. The answer comes with a later run.
     *
     * @param target who is to answer
     * @param value the question
     * @param codec how to encode it
     * @param envelope the rest; copied
     * @param timeout how long to wait for the answer, by the {@link #clock()}; positive
     * @param <T> the body's type
     * @return where the answer will be
     * @throws AssertionError when the question is not accepted
     * @throws IllegalArgumentException when the timeout is not positive
     */
    public <T> PendingAnswer ask(AgentRef target, T value, BodyCodec<T> codec, Envelope envelope, Duration timeout) {
        PendingAnswer answer = new PendingAnswer(sender, clock);
        requireAccepted("ask", target, sender.ask(target, value, codec, envelope, timeout, answer));
        answer.askId(sender.lastAskId());
        answersDueNs.add(clock.nanoTime() + TimeLimit.ns(timeout));
        return answer;
    }

    /**
     * Runs each shard for one turn, and hands over answers that have come for {@link #sender()}.
     *
     * @return the work done; 0 when the engine is at rest
     * @throws AssertionError when a reply handler of the sender throws
     */
    public int turn() {
        int work = engine.invoke();
        return report == null ? work + poll() : work;
    }

    /**
     * Runs the shards until nothing happens any more at this time.
     *
     * @throws AssertionError when they do not come to rest within {@link #MAX_TURNS} turns, when an agent threw an
     *     assertion error, or when a reply handler of the {@link #sender()} threw
     */
    public void runUntilIdle() {
        runUntilIdle(MAX_TURNS);
    }

    /**
     * As {@link #runUntilIdle()}, with a bound of choice.
     *
     * @param maxTurns turns that may do something
     * @throws AssertionError as {@link #runUntilIdle()}
     */
    public void runUntilIdle(int maxTurns) {
        int turns = 0;
        while (turn() > 0) {
            if (++turns > maxTurns) {
                throw new AssertionError("the engine does not come to rest after " + maxTurns + " turns: queueDepth="
                        + engine.queueDepth() + ", " + engine.counters());
            }
        }
        failOnAssertions();
    }

    /**
     * Lets time pass. What is waiting is handled first, now; then the clock goes from one time at which something is due
     * to the next, and all that comes of it is handled before it goes on. So each timer, and each time limit of an ask,
     * finds the clock at its own time. At the end nothing is left to do.
     *
     * @param duration how long; zero or more
     * @throws IllegalArgumentException when it is negative
     * @throws ArithmeticException when it is longer than 292 years
     * @throws AssertionError as {@link #runUntilIdle()}
     */
    public void advance(Duration duration) {
        if (duration.isNegative()) {
            throw new IllegalArgumentException("duration=" + duration + " (expected: zero or more)");
        }
        long endNs = clock.nanoTime() + duration.toNanos();
        runUntilIdle();
        while (clock.nanoTime() != endNs) {
            clock.set(nextStop(endNs));
            runUntilIdle();
        }
    }

    /**
     * What was accepted and not handled.
     *
     * @return since the engine was made, in order; a new list at every call
     */
    public List<DeadLetter> deadLetters() {
        return List.copyOf(deadLetters);
    }

    /**
     * What became of every message so far.
     *
     * @return the engine's counters
     */
    public EngineCounters counters() {
        return engine.counters();
    }

    /**
     * Closes the engine within its configured time limit, as {@link #close(Duration)}. What a test leaves in the engine is
     * delivered. Idempotent.
     *
     * @throws AssertionError when messages or asks are unaccounted for, when a retained message was not released (where it was
     *     retained is suppressed in it), or as {@link #runUntilIdle()}
     */
    @Override
    public void close() {
        close(engine.config().closeTimeout());
    }

    /**
     * Closes the engine and checks that each message and each ask has ended in one of the ways that there are. The clock
     * stands still meanwhile. Idempotent: later calls return the same.
     *
     * @param timeout how long it may take, of the time that passes for everybody
     * @return what became of every message
     * @throws AssertionError when messages or asks are unaccounted for, when a retained message was not released (where it was
     *     retained is suppressed in it), or as {@link #runUntilIdle()}
     * @throws IllegalStateException when called by an agent
     */
    public CloseReport close(Duration timeout) {
        if (report == null) {
            CloseReport closed = engine.close(timeout);
            if (closed == null) {
                throw new IllegalStateException("an agent closes the test's engine (expected: the test)");
            }
            report = closed;
            try {
                poll();
            } finally {
                sender.close();
            }
            requireConserved(report.counters());
            requireReleased(report);
            failOnAssertions();
        }
        return report;
    }

    private void keep(Message message, DeadLetterReason reason, Throwable cause) {
        deadLetters.add(new DeadLetter(MessageCopy.of(message, clock.nanoTime()), reason, cause));
    }

    private static void requireReleased(CloseReport closed) {
        if (closed.retained() > 0) {
            AssertionError unreleased =
                    new AssertionError(closed.retained() + " retained message(s) that nobody has released");
            closed.retainedPlaces().forEach(unreleased::addSuppressed);
            throw unreleased;
        }
    }

    private int poll() {
        try {
            return sender.poll();
        } catch (Exception e) {
            throw new AssertionError("a reply handler threw", e);
        }
    }

    private long nextStop(long endNs) {
        long nowNs = clock.nanoTime();
        while (!answersDueNs.isEmpty() && answersDueNs.peek() - nowNs <= 0) {
            answersDueNs.remove();
        }
        long stopNs = endNs;
        if (!answersDueNs.isEmpty() && answersDueNs.peek() - stopNs < 0) {
            stopNs = answersDueNs.peek();
        }
        long dueNs = engine.nextDueNs();
        if (dueNs != Long.MAX_VALUE && dueNs - nowNs > 0 && dueNs - stopNs < 0) {
            stopNs = dueNs;
        }
        return stopNs;
    }

    private void requireConserved(EngineCounters counters) {
        if (counters.inFlight() != 0 || counters.asks().inFlight() != 0) {
            throw new AssertionError("unaccounted for after close: " + counters.inFlight() + " message(s), "
                    + counters.asks().inFlight() + " ask(s): " + counters);
        }
        if (counters.deadTotal() != deadLetters.size()) {
            throw new AssertionError("dead letters counted: " + counters.deadTotal() + ", told of: "
                    + deadLetters.size() + " (expected: the same)");
        }
    }

    private void failOnAssertions() {
        while (deadLettersChecked < deadLetters.size()) {
            DeadLetter letter = deadLetters.get(deadLettersChecked++);
            if (letter.cause() instanceof AssertionError) {
                throw new AssertionError(
                        "an agent's assertion failed: " + letter.cause().getMessage(), letter.cause());
            }
        }
    }

    private static void requireAccepted(String what, AgentRef target, Offer offer) {
        if (offer != Offer.ACCEPTED) {
            throw new AssertionError(
                    what + " to " + target + " was answered with " + offer + " (expected: " + Offer.ACCEPTED + ")");
        }
    }
}
