package io.ringswarm.harness.benchmarks.ring;

import io.ringswarm.codecs.frame.FrameHeader;
import io.ringswarm.engine.EngineContext;
import io.ringswarm.engine.Envelope;
import io.ringswarm.engine.ring.FrameEncoder;
import io.ringswarm.engine.ring.LocalQueue;
import io.ringswarm.harness.benchmarks.Parcel;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * 32 messages added to the queue between agents of one shard, then taken out.
 *
 * <pre>{@code
 * mvn -q -pl harness/benchmarks -am verify -DskipTests -Pbenchmarks -Dbenchmarks="LocalQueueBenchmark"
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
public class LocalQueueBenchmark {
    static final int MESSAGES = 32;

    private static final int OVERFLOW_BUFFERS = 16;

    private final Parcel parcel = new Parcel();
    private final Envelope envelope = new Envelope();
    private final FrameEncoder encoder =
            new FrameEncoder(OVERFLOW_BUFFERS, EngineContext.DEFAULT_SLOT_BYTES, EngineContext.DEFAULT_MAX_BODY_BYTES);
    private final LocalQueue queue = new LocalQueue(
            EngineContext.DEFAULT_LOCAL_QUEUE_SLOTS,
            EngineContext.DEFAULT_SLOT_BYTES,
            EngineContext.DEFAULT_MAX_BODY_BYTES);
    private byte[] frames;

    /** Encodes the message that is copied. */
    @Setup
    public void encodeOne() {
        frames = encoder.scratch();
        encodeAt(frames, 0, encoder.longestFrameBytes());
    }

    /**
     * Encoded where they are to lie, as agents send.
     *
     * @return bytes taken out
     */
    @Benchmark
    @OperationsPerInvocation(MESSAGES)
    public long encoded() {
        for (int i = 0; i < MESSAGES; i++) {
            int tail = queue.tailOffset(); // first: it makes the slab
            encodeAt(queue.slab(), tail, queue.tailRoomBytes());
            queue.append(encoder.takeOverflow());
        }
        return removeAll();
    }

    /**
     * Copied from elsewhere, as messages are that had to wait for room.
     *
     * @return bytes taken out
     */
    @Benchmark
    @OperationsPerInvocation(MESSAGES)
    public long copied() {
        for (int i = 0; i < MESSAGES; i++) {
            queue.append(frames, 0, null);
        }
        return removeAll();
    }

    private void encodeAt(byte[] into, int frame, int roomBytes) {
        if (!encoder.encode(into, frame, roomBytes, 0, 0, 1, parcel, Parcel.CODEC, envelope)) {
            throw new IllegalStateException("a body of " + Parcel.BYTES + " bytes fits no slot");
        }
    }

    private long removeAll() {
        long bytes = 0;
        while (queue.size() > 0) {
            bytes += FrameHeader.lengthOf(FrameHeader.lead(queue.slab(), queue.headOffset()));
            if (queue.detachHead() != null) {
                throw new IllegalStateException("a buffer that nobody has added");
            }
            queue.removeHead();
        }
        return bytes;
    }
}
