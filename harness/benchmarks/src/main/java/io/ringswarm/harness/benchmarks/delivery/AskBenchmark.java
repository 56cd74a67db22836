package io.ringswarm.harness.benchmarks.delivery;

import io.ringswarm.engine.Agent;
import io.ringswarm.engine.AgentContext;
import io.ringswarm.engine.AgentRef;
import io.ringswarm.engine.AskOutcome;
import io.ringswarm.engine.Engine;
import io.ringswarm.engine.EngineContext;
import io.ringswarm.engine.Message;
import io.ringswarm.engine.Offer;
import io.ringswarm.engine.ReplyHandler;
import io.ringswarm.engine.Sender;
import io.ringswarm.engine.idle.Backoff;
import io.ringswarm.engine.idle.BusySpin;
import io.ringswarm.engine.idle.IdleStrategy;
import io.ringswarm.harness.benchmarks.Parcel;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * An ask from outside, by handler, until its answer has been handled: with spinning threads one after the other, with the
 * default idle strategy 2 ms apart, so that both sides have gone to sleep.
 *
 * <pre>{@code
 * mvn -q -pl harness/benchmarks -am verify -DskipTests -Pbenchmarks -Dbenchmarks="AskBenchmark"
 * }</pre>
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(
        value = 3,
        jvmArgsAppend = {"-Dslf4j.internal.verbosity=ERROR"})
public class AskBenchmark {
    private static final Duration TIMEOUT = Duration.ofSeconds(5);
    private static final long PAUSE_NS = 2_000_000;

    /** How the shard and the asker wait, and whether asks follow each other at once. */
    public enum Waiting {
        /** Both spin. */
        SPIN(BusySpin::new, 0),

        /** Both wait as they do by default, with a pause before each ask. */
        BACKOFF(Backoff::new, PAUSE_NS);

        private final Supplier<IdleStrategy> idle;
        private final long pauseNs;

        Waiting(Supplier<IdleStrategy> idle, long pauseNs) {
            this.idle = idle;
            this.pauseNs = pauseNs;
        }
    }

    /** How both sides wait. */
    @Param
    public Waiting waiting;

    private final Parcel question = new Parcel();
    private final Parcel answer = new Parcel();
    private Engine engine;
    private Sender sender;
    private AgentRef echo;
    private final ReplyHandler handler = this::onReply;
    private long answered;

    /** Starts the agent that answers. */
    @Setup
    public void start() {
        engine = Engine.launch(new EngineContext().idleStrategy(waiting.idle));
        echo = engine.spawn("echo", Echo::new);
        sender = engine.newSender();
    }

    /** Ends the engine. */
    @TearDown
    public void stop() {
        sender.close();
        engine.close();
    }

    /** Waits between asks, where it is asked for. */
    @Setup(Level.Invocation)
    public void pause() {
        if (waiting.pauseNs > 0) {
            long endNs = System.nanoTime() + waiting.pauseNs;
            long leftNs;
            while ((leftNs = endNs - System.nanoTime()) > 0) {
                LockSupport.parkNanos(leftNs);
            }
        }
    }

    /**
     * One ask.
     *
     * @return answers so far
     * @throws Exception when the ask has no answer
     */
    @Benchmark
    public long ask() throws Exception {
        Offer offer = sender.ask(echo, question, Parcel.CODEC, TIMEOUT, handler);
        if (offer != Offer.ACCEPTED) {
            throw new IllegalStateException("offer=" + offer + " (expected: ACCEPTED)");
        }
        while (sender.awaitReplies(TIMEOUT) == 0) {
            Thread.onSpinWait();
        }
        return answered;
    }

    private void onReply(AskOutcome outcome, Message reply) {
        if (outcome != AskOutcome.ANSWERED) {
            throw new IllegalStateException("outcome=" + outcome + " (expected: ANSWERED)");
        }
        reply.read(Parcel.CODEC, answer);
        answered++;
    }

    private static final class Echo implements Agent {
        private final Parcel parcel = new Parcel();

        @Override
        public void onMessage(Message message, AgentContext self) {
            message.read(Parcel.CODEC, parcel);
            self.reply(message, parcel, Parcel.CODEC);
        }
    }
}
