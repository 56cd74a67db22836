package io.ringswarm.harness.benchmarks.delivery;

import io.ringswarm.engine.Agent;
import io.ringswarm.engine.AgentContext;
import io.ringswarm.engine.AgentRef;
import io.ringswarm.engine.Engine;
import io.ringswarm.engine.EngineContext;
import io.ringswarm.engine.Message;
import io.ringswarm.engine.Offer;
import io.ringswarm.engine.Sender;
import io.ringswarm.engine.Topic;
import io.ringswarm.engine.idle.BusySpin;
import io.ringswarm.harness.benchmarks.Parcel;
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
 * One message to each of 1,000 agents, each of which copies the body out: published once to a topic, or told to one agent
 * after the other. One operation is one delivery.
 *
 * <pre>{@code
 * mvn -q -pl harness/benchmarks -am verify -DskipTests -Pbenchmarks -Dbenchmarks="FanOutBenchmark"
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
public class FanOutBenchmark {
    private static final int SUBSCRIBERS = 1_000;
    private static final int ROUNDS = 1_000;
    private static final long LOOK_NS = 20_000;

    /** How one message gets to all. */
    public enum Way {
        /** Once to the topic. */
        PUBLISH,
        /** Once to each agent. */
        TELL_EACH
    }

    /** How many shards. */
    @Param({"1", "2"})
    public int shards;

    /** How the messages are sent. */
    @Param
    public Way way;

    private final Parcel parcel = new Parcel();
    private final AgentRef[] agents = new AgentRef[SUBSCRIBERS];
    private Engine engine;
    private Topic topic;
    private Sender sender;

    /** Starts the agents and subscribes them. */
    @Setup
    public void start() {
        engine = Engine.launch(new EngineContext().shards(shards).idleStrategy(BusySpin::new));
        topic = engine.topic("fan-out");
        for (int i = 0; i < SUBSCRIBERS; i++) {
            agents[i] = engine.spawn("subscriber-" + i, Subscriber::new);
            engine.subscribe(topic, agents[i]);
        }
        sender = engine.newSender();
    }

    /** Ends the engine. */
    @TearDown
    public void stop() {
        sender.close();
        engine.close();
    }

    /**
     * Sends to all, many times over, and waits until the last delivery has happened.
     *
     * @return what the engine has handled so far
     */
    @Benchmark
    @OperationsPerInvocation(SUBSCRIBERS * ROUNDS)
    public long deliveries() {
        for (int round = 0; round < ROUNDS; round++) {
            send();
        }
        while (engine.queueDepth() > 0) {
            LockSupport.parkNanos(LOOK_NS);
        }
        return engine.counters().handled();
    }

    private void send() {
        if (way == Way.PUBLISH) {
            while (sender.publish(topic, parcel, Parcel.CODEC) != Offer.ACCEPTED) {
                Thread.onSpinWait();
            }
        } else {
            for (AgentRef agent : agents) {
                while (sender.tell(agent, parcel, Parcel.CODEC) != Offer.ACCEPTED) {
                    Thread.onSpinWait();
                }
            }
        }
    }

    private static final class Subscriber implements Agent {
        private final Parcel parcel = new Parcel();

        @Override
        public void onMessage(Message message, AgentContext self) {
            message.read(Parcel.CODEC, parcel);
        }
    }
}
