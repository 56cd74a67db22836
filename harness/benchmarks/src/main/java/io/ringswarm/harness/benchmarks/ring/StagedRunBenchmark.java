package io.ringswarm.harness.benchmarks.ring;

import com.lmax.disruptor.BusySpinWaitStrategy;
import com.lmax.disruptor.WaitStrategy;
import io.ringswarm.engine.EngineContext;
import io.ringswarm.engine.Envelope;
import io.ringswarm.engine.NanoClock;
import io.ringswarm.engine.idle.Doorbell;
import io.ringswarm.engine.lifecycle.Lifecycle;
import io.ringswarm.engine.metrics.SenderCounters;
import io.ringswarm.engine.ring.FrameEncoder;
import io.ringswarm.engine.ring.LaneRing;
import io.ringswarm.engine.ring.StagedRun;
import io.ringswarm.harness.benchmarks.Parcel;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
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
import org.openjdk.jmh.annotations.Warmup;

/**
 * What a sender does for a message: encode it into a staged run, claim, copy into the ring, publish. Nobody else sends, and
 * nobody reads; the slots are given back every 32 messages, as a shard does. The clock is read once for each run.
 *
 * <pre>{@code
 * mvn -q -pl harness/benchmarks -am verify -DskipTests -Pbenchmarks -Dbenchmarks="StagedRunBenchmark"
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
public class StagedRunBenchmark {
    static final int MESSAGES = 32;

    private static final int OVERFLOW_BUFFERS = 16;

    /** Whom a publication tells. */
    public enum Reader {
        /** Nobody: the shard spins. */
        SPINS(BusySpinWaitStrategy::new),

        /** The doorbell of a shard that may park, and does not now. */
        PARKS(() -> new Doorbell(() -> true, () -> 0));

        private final Supplier<WaitStrategy> doorbell;

        Reader(Supplier<WaitStrategy> doorbell) {
            this.doorbell = doorbell;
        }
    }

    /** How the shard waits. */
    @Param
    public Reader reader;

    private final Parcel parcel = new Parcel();
    private final Envelope envelope = new Envelope();
    private final Lifecycle lifecycle = new Lifecycle();
    private final SenderCounters counters = new SenderCounters();
    private final FrameEncoder encoder =
            new FrameEncoder(OVERFLOW_BUFFERS, EngineContext.DEFAULT_SLOT_BYTES, EngineContext.DEFAULT_MAX_BODY_BYTES);
    private LaneRing ring;
    private StagedRun run;

    /** Makes the ring. */
    @Setup
    public void makeRing() {
        ring = new LaneRing(EngineContext.DEFAULT_RING_SLOTS, EngineContext.DEFAULT_SLOT_BYTES, reader.doorbell.get());
        run = new StagedRun(ring, MESSAGES, EngineContext.DEFAULT_SLOT_BYTES, EngineContext.DEFAULT_MAX_BODY_BYTES);
    }

    /**
     * Runs of one message, as {@code tell} publishes them.
     *
     * @return messages published so far
     */
    @Benchmark
    @OperationsPerInvocation(MESSAGES)
    public long runsOfOne() {
        for (int i = 0; i < MESSAGES; i++) {
            append();
            publish(1);
        }
        return giveBack();
    }

    /**
     * One run of 32 messages, as {@code stage} and {@code flush} publish them.
     *
     * @return messages published so far
     */
    @Benchmark
    @OperationsPerInvocation(MESSAGES)
    public long runOf32() {
        for (int i = 0; i < MESSAGES; i++) {
            append();
        }
        publish(MESSAGES);
        return giveBack();
    }

    private void append() {
        if (!run.append(0, 0, 1, parcel, Parcel.CODEC, envelope, encoder)) {
            throw new IllegalStateException("a body of " + Parcel.BYTES + " bytes fits no slot");
        }
    }

    private void publish(int messages) {
        int published = run.publish(NanoClock.SYSTEM, lifecycle, counters);
        if (published != messages) {
            throw new IllegalStateException("published=" + published + " (expected: " + messages + ")");
        }
    }

    private long giveBack() {
        long last = ring.cursor();
        ring.release(last);
        return last + 1;
    }

    /** The ring, for looking at what was published. */
    LaneRing ring() {
        return ring;
    }
}
