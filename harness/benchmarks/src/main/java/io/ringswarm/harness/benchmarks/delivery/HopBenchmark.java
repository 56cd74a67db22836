package io.ringswarm.harness.benchmarks.delivery;

import io.ringswarm.engine.Agent;
import io.ringswarm.engine.AgentContext;
import io.ringswarm.engine.AgentRef;
import io.ringswarm.engine.Engine;
import io.ringswarm.engine.EngineContext;
import io.ringswarm.engine.Message;
import io.ringswarm.engine.Offer;
import io.ringswarm.engine.Sender;
import io.ringswarm.engine.idle.BusySpin;
import io.ringswarm.harness.benchmarks.Parcel;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
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
 * Messages that go round among 100 agents, each of which copies the body out, copies it in again and sends it on to the
 * next agent; with two shards the next one is always on the other. One operation is one hop.
 *
 * <pre>{@code
 * mvn -q -pl harness/benchmarks -am verify -DskipTests -Pbenchmarks -Dbenchmarks="HopBenchmark"
 * }</pre>
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(
        value = 3,
        jvmArgsAppend = {"-Dslf4j.internal.verbosity=ERROR"})
public class HopBenchmark {
    private static final int AGENTS = 100;
    private static final int HOPS = 5_000_000;
    private static final long LOOK_NS = 200_000;

    /** Messages go round until half of it has passed, when agents may send no more. */
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(1);

    /** How many shards. */
    @Param({"1", "2"})
    public int shards;

    /** How many messages are under way at a time. */
    @Param("256")
    public int inFlight;

    private final Parcel parcel = new Parcel();
    private Engine engine;

    /** Starts the agents and sets the messages going. */
    @Setup
    public void start() {
        engine = Engine.launch(
                new EngineContext().shards(shards).idleStrategy(BusySpin::new).closeTimeout(CLOSE_TIMEOUT));
        Forwarder[] agents = new Forwarder[AGENTS];
        AgentRef[] refs = new AgentRef[AGENTS];
        for (int i = 0; i < AGENTS; i++) {
            Forwarder agent = new Forwarder();
            agents[i] = agent;
            refs[i] = engine.spawn("forwarder-" + i, i % shards, () -> agent);
        }
        for (int i = 0; i < AGENTS; i++) {
            agents[i].next = refs[(i + 1) % AGENTS];
        }
        try (Sender sender = engine.newSender()) {
            for (int i = 0; i < inFlight; i++) {
                while (sender.tell(refs[i % AGENTS], parcel, Parcel.CODEC) != Offer.ACCEPTED) {
                    Thread.onSpinWait();
                }
            }
        }
    }

    /** Ends the engine; what is under way is refused then. */
    @TearDown
    public void stop() {
        engine.close();
    }

    /**
     * Waits, with few looks, until so many hops have happened.
     *
     * @return hops so far
     */
    @Benchmark
    @OperationsPerInvocation(HOPS)
    public long hops() {
        long enough = engine.counters().handled() + HOPS;
        long handled;
        while ((handled = engine.counters().handled()) < enough) {
            LockSupport.parkNanos(LOOK_NS);
        }
        return handled;
    }

    private static final class Forwarder implements Agent {
        private final Parcel parcel = new Parcel();
        private volatile AgentRef next;

        @Override
        public void onMessage(Message message, AgentContext self) {
            message.read(Parcel.CODEC, parcel);
            self.sendOrPark(next, parcel, Parcel.CODEC);
        }
    }
}
