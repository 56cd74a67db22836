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
 * An agent sends 128 messages in one call to another one, which copies the body out: through the queue of the shard that
 * both live on, or through the outbox to the ring of another shard. Both shards are turned on one thread, so nothing waits for
 * the memory of another core. The one message that sets this going is divided among the 128.
 *
 * <pre>{@code
 * mvn -q -pl harness/benchmarks -am verify -DskipTests -Pbenchmarks -Dbenchmarks="AgentSendBenchmark"
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
public class AgentSendBenchmark {
    static final int MESSAGES = 128;

    /** Where the receiver lives. */
    public enum Way {
        /** On the sender's shard. */
        SAME_SHARD(0),

        /** On the other shard. */
        OTHER_SHARD(1);

        private final int shard;

        Way(int shard) {
            this.shard = shard;
        }
    }

    /** Which way the messages go. */
    @Param
    public Way way;

    private final Parcel parcel = new Parcel();
    private Engine engine;
    private Sender sender;
    private AgentRef source;
    private AgentRef target;
    private long received;
    private long expected;

    /** Makes the engine. */
    @Setup
    public void start() {
        engine = Engine.launch(new EngineContext().invokerMode(true).shards(2));
        target = engine.spawn("target", way.shard, Target::new);
        source = engine.spawn("source", 0, Source::new);
        sender = engine.newSender();
    }

    /** Ends the engine. */
    @TearDown
    public void stop() {
        sender.close();
        engine.close();
    }

    /**
     * Sends, and turns the shards until all has been received.
     *
     * @return messages received so far
     */
    @Benchmark
    @OperationsPerInvocation(MESSAGES)
    public long send() {
        Offer offer = sender.tell(source, parcel, Parcel.CODEC);
        if (offer != Offer.ACCEPTED) {
            throw new IllegalStateException("offer=" + offer + " (expected: ACCEPTED)");
        }
        expected += MESSAGES;
        while (received < expected) {
            engine.invoke();
        }
        return received;
    }

    private final class Source implements Agent {
        @Override
        public void onMessage(Message message, AgentContext self) {
            for (int i = 0; i < MESSAGES; i++) {
                Offer offer = self.send(target, parcel, Parcel.CODEC);
                if (offer != Offer.ACCEPTED) {
                    throw new IllegalStateException("offer=" + offer + " (expected: ACCEPTED)");
                }
            }
        }
    }

    private final class Target implements Agent {
        private final Parcel copy = new Parcel();

        @Override
        public void onMessage(Message message, AgentContext self) {
            message.read(Parcel.CODEC, copy);
            received++;
        }
    }
}
