package io.ringswarm.harness.benchmarks.cache;

import io.ringswarm.engine.NanoClock;
import io.ringswarm.engine.work.cache.CacheOptions;
import io.ringswarm.engine.work.cache.ResultCache;
import java.nio.ByteBuffer;
import java.util.Random;
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
import org.openjdk.jmh.annotations.Warmup;

/**
 * A look for a result by the payload's bytes, in random order over all that are kept: the hash over the payload, Caffeine,
 * and the comparison of the bytes.
 *
 * <pre>{@code
 * mvn -q -pl harness/benchmarks -am verify -DskipTests -Pbenchmarks -Dbenchmarks="ResultCacheBenchmark"
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
public class ResultCacheBenchmark {
    static final int OPERATIONS = 32;

    private static final int KIND = 1;
    private static final int RESULT_BYTES = 100;
    private static final int ORDER = 1 << 16;

    /** How long a payload is. */
    @Param({"64", "200"})
    public int payloadBytes;

    /** How many results are kept. */
    @Param({"1000", "50000"})
    public int kept;

    private final int[] order = new int[ORDER];
    private final byte[] result = new byte[RESULT_BYTES];
    private ResultCache cache;
    private byte[] payloads;
    private int next;

    /** Fills the cache with the first half of the payloads. */
    @Setup
    public void fill() {
        Random random = new Random(1);
        cache = new ResultCache(CacheOptions.DEFAULT.withMaxEntries(2 * kept), NanoClock.SYSTEM);
        payloads = new byte[2 * kept * payloadBytes];
        random.nextBytes(payloads);
        ByteBuffer numbered = ByteBuffer.wrap(payloads);
        for (int i = 0; i < 2 * kept; i++) {
            numbered.putInt(i * payloadBytes, i); // no two are alike
        }
        for (int i = 0; i < kept; i++) {
            cache.put(KIND, payloads, i * payloadBytes, payloadBytes, result, 0, RESULT_BYTES);
        }
        for (int i = 0; i < ORDER; i++) {
            order[i] = random.nextInt(kept);
        }
    }

    /**
     * Looks for what is there.
     *
     * @return how many were found
     */
    @Benchmark
    @OperationsPerInvocation(OPERATIONS)
    public int hit() {
        return look(0);
    }

    /**
     * Looks for what is not.
     *
     * @return how many were found
     */
    @Benchmark
    @OperationsPerInvocation(OPERATIONS)
    public int miss() {
        return look(kept);
    }

    private int look(int from) {
        int found = 0;
        for (int i = 0; i < OPERATIONS; i++) {
            next = next + 1 & ORDER - 1;
            int offset = (from + order[next]) * payloadBytes;
            if (cache.get(KIND, payloads, offset, payloadBytes) != null) {
                found++;
            }
        }
        return found;
    }
}
