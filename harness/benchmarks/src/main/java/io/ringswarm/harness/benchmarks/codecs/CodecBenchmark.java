package io.ringswarm.harness.benchmarks.codecs;

import io.ringswarm.codecs.BodyCodec;
import io.ringswarm.codecs.BodyReader;
import io.ringswarm.codecs.BodyWriter;
import io.ringswarm.codecs.Template;
import io.ringswarm.codecs.wire.WireCodec;
import io.ringswarm.codecs.wire.WireEncoding;
import io.ringswarm.codecs.wire.WireTemplateCodec;
import io.ringswarm.harness.peers.Tick;
import io.ringswarm.harness.peers.TickMapping;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * One message encoded into, or decoded from, the next slot of a slab, as a sender and a shard do. Each codec runs in
 * JVMs of its own, as a JVM that has seen several encodings takes longer for each.
 *
 * <pre>{@code
 * mvn -q -pl harness/benchmarks -am verify -DskipTests -Pbenchmarks -Dbenchmarks="CodecBenchmark -p codec=WIRE_BINARY"
 * }</pre>
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(
        value = 3,
        jvmArgsAppend = {
            "-XX:+IgnoreUnrecognizedVMOptions",
            "--sun-misc-unsafe-memory-access=allow",
            "--add-exports=java.base/sun.nio.ch=ALL-UNNAMED",
            "--add-exports=java.base/jdk.internal.ref=ALL-UNNAMED",
            "--add-opens=java.base/java.lang.reflect=ALL-UNNAMED",
            "-Dslf4j.internal.verbosity=ERROR"
        })
public class CodecBenchmark {
    private static final Template TEMPLATE = new Template(1, 1, 0);
    private static final int STRIDE_BYTES = 512;
    private static final int SLOTS = 128;

    /** The codecs to compare. */
    public enum Codec {
        /** Fixed layout. */
        FIXED(TickFixedCodec::new),

        /** Chronicle Wire binary with field numbers, the default. */
        WIRE_BINARY(template -> new WireCodec<>(template, new TickMapping(), WireEncoding.BINARY)),

        /** The same bytes, by a template. */
        WIRE_TEMPLATE(template -> new WireTemplateCodec<>(template, new TickMapping())),

        /** Chronicle Wire binary without field numbers. */
        WIRE_FIELD_LESS(template -> new WireCodec<>(template, new TickMapping(), WireEncoding.FIELD_LESS)),

        /** Chronicle Bytes, values alone. */
        WIRE_RAW(template -> new WireCodec<>(template, new TickMapping(), WireEncoding.RAW)),

        /** Chronicle Wire text. */
        WIRE_TEXT(template -> new WireCodec<>(template, new TickMapping(), WireEncoding.TEXT));

        private final Function<Template, BodyCodec<Tick>> factory;

        Codec(Function<Template, BodyCodec<Tick>> factory) {
            this.factory = factory;
        }
    }

    /** Which codec this JVM measures. */
    @Param
    public Codec codec;

    private final byte[] slab = new byte[SLOTS * STRIDE_BYTES];
    private final int[] lengths = new int[SLOTS];
    private final BodyWriter out = new BodyWriter();
    private final BodyReader in = new BodyReader();
    private final Tick sent = new Tick();
    private final Tick received = new Tick();
    private BodyCodec<Tick> body;
    private int slot;

    /** Fills the slab with valid bodies. */
    @Setup
    public void fillSlab() {
        body = codec.factory.apply(TEMPLATE);
        for (int i = 0; i < SLOTS; i++) {
            sent.sequence = i;
            sent.timeNs = System.nanoTime();
            body.encode(sent, out.wrap(slab, i * STRIDE_BYTES, STRIDE_BYTES));
            lengths[i] = out.length();
        }
    }

    /**
     * Encodes one message.
     *
     * @return its length
     */
    @Benchmark
    public int encode() {
        slot = (slot + 1) % SLOTS;
        sent.sequence++;
        body.encode(sent, out.wrap(slab, slot * STRIDE_BYTES, STRIDE_BYTES));
        lengths[slot] = out.length();
        return lengths[slot];
    }

    /**
     * Decodes one message.
     *
     * @return a field of it
     */
    @Benchmark
    public long decode() {
        slot = (slot + 1) % SLOTS;
        body.decode(in.wrap(slab, slot * STRIDE_BYTES, lengths[slot]), received);
        return received.sequence + received.payload[0];
    }
}
