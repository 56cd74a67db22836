package io.ringswarm.harness.benchmarks.delivery;

import io.ringswarm.engine.Agent;
import io.ringswarm.engine.AgentContext;
import io.ringswarm.engine.AgentRef;
import io.ringswarm.engine.Engine;
import io.ringswarm.engine.EngineContext;
import io.ringswarm.engine.Envelope;
import io.ringswarm.engine.Message;
import io.ringswarm.engine.Offer;
import io.ringswarm.engine.Sender;
import io.ringswarm.engine.Timer;
import io.ringswarm.harness.benchmarks.Parcel;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * An agent sets 64 timers in one call, all of which fire, or are cancelled in that call, while so many others wait. The shard
 * is turned by hand and its clock moved by hand. The one message that sets this going is divided among the 64.
 *
 * <pre>{@code
 * mvn -q -pl harness/benchmarks -am verify -DskipTests -Pbenchmarks -Dbenchmarks="TimerBenchmark"
 * }</pre>
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(
        value = 3,
        jvmArgsAppend = {"-Dslf4j.internal.verbosity=ERROR"})
public class TimerBenchmark {
    static final int TIMERS = 64;

    private static final long SET = 1;
    private static final long SET_AND_CANCEL = 2;
    private static final Duration FAR = Duration.ofDays(10_000);

    /** How many timers wait that never fire. */
    @Param({"1000", "50000"})
    public int waiting;

    private final Parcel parcel = new Parcel();
    private final Envelope envelope = new Envelope();
    private final Duration[] delays = new Duration[TIMERS];
    private Engine engine;
    private Sender sender;
    private AgentRef agent;
    private long nowNs;
    private long fired;
    private long cancelled;

    /** Makes the engine, and sets the timers that wait. */
    @Setup
    public void start() {
        for (int i = 0; i < TIMERS; i++) {
            delays[i] = Duration.ofNanos(1 + i * 37L % TIMERS); // in no order
        }
        engine = Engine.launch(new EngineContext().invokerMode(true).clock(() -> nowNs));
        agent = engine.spawn("timing", Timing::new);
        sender = engine.newSender();
        while (engine.invoke() > 0) {
            Thread.onSpinWait();
        }
    }

    /** Ends the engine. */
    @TearDown
    public void stop() {
        sender.close();
        engine.close();
    }

    /**
     * Sets timers and lets them fire.
     *
     * @return how many have fired so far
     */
    @Benchmark
    @OperationsPerInvocation(TIMERS)
    public long setAndFire() {
        order(SET);
        nowNs += TIMERS;
        long expected = fired + TIMERS;
        while (fired < expected) {
            engine.invoke();
        }
        return fired;
    }

    /**
     * Sets timers and cancels them.
     *
     * @return how many have been cancelled so far
     */
    @Benchmark
    @OperationsPerInvocation(TIMERS)
    public long setAndCancel() {
        order(SET_AND_CANCEL);
        return cancelled;
    }

    private void order(long what) {
        Offer offer = sender.tell(agent, parcel, Parcel.CODEC, envelope.correlationId(what));
        if (offer != Offer.ACCEPTED) {
            throw new IllegalStateException("offer=" + offer + " (expected: ACCEPTED)");
        }
        engine.invoke();
    }

    private final class Timing implements Agent {
        private final Timer[] timers = new Timer[TIMERS];

        @Override
        public void onStart(AgentContext self) {
            for (int i = 0; i < waiting; i++) {
                self.newTimer((timer, dueNs, context) -> fired++).once(FAR);
            }
            for (int i = 0; i < TIMERS; i++) {
                timers[i] = self.newTimer((timer, dueNs, context) -> fired++);
            }
        }

        @Override
        public void onMessage(Message message, AgentContext self) {
            for (int i = 0; i < TIMERS; i++) {
                timers[i].once(delays[i]);
            }
            if (message.correlationId() == SET_AND_CANCEL) {
                for (Timer timer : timers) {
                    cancelled += timer.cancel() ? 1 : 0;
                }
            }
        }
    }
}
