package io.ringswarm.codecs.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ringswarm.codecs.BodyReader;
import io.ringswarm.codecs.BodyTooLargeException;
import io.ringswarm.codecs.BodyWriter;
import io.ringswarm.codecs.Sample;
import io.ringswarm.codecs.Template;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import net.openhft.chronicle.core.OS;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(300)
class WireScratchTest {
    private static final Template TEMPLATE = new Template(1, 1, 0);
    private static final int BLOB_BYTES = 1 << 20;

    @Test
    void shouldShareOneScratchWhenCodecsAlternate() {
        byte[] array = new byte[1024];
        BodyWriter out = new BodyWriter();
        BodyReader in = new BodyReader();
        Object first = null;
        for (int i = 0; i < 8; i++) {
            WireEncoding encoding = WireEncoding.values()[i % 4];
            WireCodec<Sample> codec = new WireCodec<>(TEMPLATE, new StrictSampleMapping(), encoding);
            Sample decoded = new Sample();
            codec.encode(Sample.fixed(), out.wrap(array, 0, array.length));
            codec.decode(in.wrap(array, 0, out.length()), decoded);
            assertThat(decoded.allFields()).isEqualTo(Sample.fixed().allFields());
            first = first == null ? in.scratch() : first;
            assertThat(in.scratch()).isSameAs(first);
        }
    }

    @Test
    void shouldCarryABodyOfManyTimesTheScratchWhenTheLimitAllows() {
        for (WireEncoding encoding : WireEncoding.values()) {
            WireCodec<Blob> codec = new WireCodec<>(TEMPLATE, new BlobMapping(), encoding);
            byte[] array = new byte[2 * BLOB_BYTES];
            BodyWriter out = new BodyWriter().wrap(array, 0, array.length);
            Blob blob = new Blob();
            Arrays.fill(blob.bytes, (byte) 3);
            codec.encode(blob, out);
            Blob decoded = new Blob();
            codec.decode(new BodyReader().wrap(array, 0, out.length()), decoded);
            assertThat(decoded.bytes).isEqualTo(blob.bytes);
            assertThatThrownBy(() -> codec.encode(blob, out.wrap(array, 0, BLOB_BYTES)))
                    .isInstanceOf(BodyTooLargeException.class);
        }
    }

    @Test
    void shouldFreeNativeMemoryWhenWritersBecomeUnreachable() {
        long before = OS.memory().nativeMemoryUsed();
        long held = nativeBytesHeldByWriters(before);
        assertThat(held).isGreaterThan(16L * BLOB_BYTES);
        while (OS.memory().nativeMemoryUsed() - before > BLOB_BYTES) { // ends by the class's time limit at the latest
            System.gc();
            Thread.onSpinWait();
        }
    }

    @Test
    void shouldReadAndWriteCorrectlyWhenThreadsShareACodec() throws Exception {
        WireCodec<Sample> codec = new WireCodec<>(TEMPLATE, new StrictSampleMapping());
        List<Thread> threads = new ArrayList<>();
        List<Throwable> failures = Collections.synchronizedList(new ArrayList<>());
        for (int i = 0; i < 2; i++) {
            long sequence = i;
            Thread thread = new Thread(() -> roundTrips(codec, sequence));
            thread.setUncaughtExceptionHandler((failed, e) -> failures.add(e));
            threads.add(thread);
            thread.start();
        }
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(failures).isEmpty();
    }

    private static void roundTrips(WireCodec<Sample> codec, long sequence) {
        byte[] array = new byte[1024];
        BodyWriter out = new BodyWriter();
        BodyReader in = new BodyReader();
        Sample sample = Sample.fixed();
        Sample decoded = new Sample();
        sample.sequence = sequence;
        for (int i = 0; i < 20_000; i++) {
            codec.encode(sample, out.wrap(array, 0, array.length));
            codec.decode(in.wrap(array, 0, out.length()), decoded);
            assertThat(decoded.sequence).isEqualTo(sequence);
        }
    }

    private static long nativeBytesHeldByWriters(long before) {
        WireCodec<Blob> codec = new WireCodec<>(TEMPLATE, new BlobMapping());
        byte[] array = new byte[2 * BLOB_BYTES];
        List<BodyWriter> writers = new ArrayList<>();
        for (int i = 0; i < 32; i++) {
            BodyWriter out = new BodyWriter().wrap(array, 0, array.length);
            codec.encode(new Blob(), out);
            writers.add(out);
        }
        long held = OS.memory().nativeMemoryUsed() - before;
        assertThat(writers).hasSize(32);
        return held;
    }

    private static final class Blob {
        private final byte[] bytes = new byte[BLOB_BYTES];
    }

    private static final class BlobMapping implements WireMapping<Blob> {
        private static final WireField BYTES = new WireField(1, "bytes");

        @Override
        public void write(Blob value, WireFieldsOut out) {
            out.bytes(BYTES, value.bytes, 0, value.bytes.length);
        }

        @Override
        public void read(WireFieldsIn in, Blob into) {
            in.bytes(BYTES, into.bytes);
        }
    }
}
