package io.ringswarm.harness.benchmarks.delivery;

import io.ringswarm.engine.Agent;
import io.ringswarm.engine.AgentContext;
import io.ringswarm.engine.AgentRef;
import io.ringswarm.engine.Engine;
import io.ringswarm.engine.EngineContext;
import io.ringswarm.engine.Message;
import io.ringswarm.engine.Offer;
import io.ringswarm.engine.Sender;
import io.ringswarm.harness.benchmarks.Parcel;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
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
 * A shard, turned by hand, takes the messages that wait in its ring and calls their agents, each of which copies the body
 * out. The ring is filled before the time starts, on the same thread.
 *
 * <pre>{@code
 * mvn -q -pl harness/benchmarks -am verify -DskipTests -Pbenchmarks -Dbenchmarks="DispatchBenchmark"
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
public class DispatchBenchmark {
    static final int MESSAGES = 1_024;

    /** How many agents take turns at receiving. */
    @Param({"1", "1000"})
    public int agents;

    private final Parcel parcel = new Parcel();
    private AgentRef[] receivers;
    private Engine engine;
    private Sender sender;
    private long handled;
    private long expected;
    private int next;

    /** Makes the engine. */
    @Setup
    public void start() {
        engine = Engine.launch(new EngineContext().invokerMode(true));
        receivers = new AgentRef[agents];
        for (int i = 0; i < agents; i++) {
            receivers[i] = engine.spawn("receiver-" + i, Receiver::new);
        }
        sender = engine.newSender();
    }

    /** Ends the engine. */
    @TearDown
    public void stop() {
        sender.close();
        engine.close();
    }

    /** Fills the ring, in runs of 32. */
    @Setup(Level.Invocation)
    public void fill() {
        for (int staged = 1; staged <= MESSAGES; staged++) {
            Offer offer = sender.stage(receivers[next], parcel, Parcel.CODEC);
            next = next + 1 < agents ? next + 1 : 0;
            if (offer != Offer.STAGED) {
                throw new IllegalStateException("offer=" + offer + " (expected: STAGED)");
            }
            if (staged % EngineContext.DEFAULT_STAGED_MESSAGES == 0) {
                sender.flush();
            }
        }
        expected += MESSAGES;
    }

    /**
     * Turns the shard until its ring is empty.
     *
     * @return messages handled so far
     */
    @Benchmark
    @OperationsPerInvocation(MESSAGES)
    public long dispatch() {
        while (handled < expected) {
            engine.invoke();
        }
        return handled;
    }

    private final class Receiver implements Agent {
        private final Parcel received = new Parcel();

        @Override
        public void onMessage(Message message, AgentContext self) {
            message.read(Parcel.CODEC, received);
            handled++;
        }
    }
}
