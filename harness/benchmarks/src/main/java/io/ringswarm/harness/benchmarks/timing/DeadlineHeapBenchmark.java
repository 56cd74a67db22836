package io.ringswarm.harness.benchmarks.timing;

import io.ringswarm.engine.timing.DeadlineHeap;
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
 * Deadlines as timers and asks keep them, with so many waiting. One operation takes one out and puts it in again, due at a
 * time drawn anew.
 *
 * <pre>{@code
 * mvn -q -pl harness/benchmarks -am verify -DskipTests -Pbenchmarks -Dbenchmarks="DeadlineHeapBenchmark"
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
public class DeadlineHeapBenchmark {
    static final int OPERATIONS = 32;

    private static final int DELAYS = 1 << 16;
    private static final long MAX_DELAY_NS = 1_000_000_000;

    /** How many deadlines wait. */
    @Param({"1000", "50000"})
    public int waiting;

    private final DeadlineHeap<Deadline> heap = new DeadlineHeap<>();
    private final long[] delaysNs = new long[DELAYS];
    private Deadline[] all;
    private long nowNs;
    private int next;
    private int nextDelay;

    /** Fills the heap. */
    @Setup
    public void fill() {
        Random random = new Random(1);
        for (int i = 0; i < DELAYS; i++) {
            delaysNs[i] = (long) (random.nextDouble() * MAX_DELAY_NS);
        }
        all = new Deadline[waiting];
        for (int i = 0; i < waiting; i++) {
            all[i] = new Deadline();
            heap.add(all[i], delayNs());
        }
    }

    /**
     * The first one is due, and set again.
     *
     * @return when the last of these was due, ns
     */
    @Benchmark
    @OperationsPerInvocation(OPERATIONS)
    public long fire() {
        for (int i = 0; i < OPERATIONS; i++) {
            Deadline first = heap.first();
            nowNs = first.deadlineNs();
            heap.remove(first);
            heap.add(first, nowNs + delayNs());
        }
        return nowNs;
    }

    /**
     * Any one is cancelled, and set again, as that of an ask that was answered in time.
     *
     * @return how many wait
     */
    @Benchmark
    @OperationsPerInvocation(OPERATIONS)
    public int cancel() {
        for (int i = 0; i < OPERATIONS; i++) {
            next = next + 1 < waiting ? next + 1 : 0;
            Deadline any = all[next];
            if (!heap.remove(any)) {
                throw new IllegalStateException("a deadline that does not wait");
            }
            nowNs += MAX_DELAY_NS / waiting;
            heap.add(any, nowNs + delayNs());
        }
        return heap.size();
    }

    private long delayNs() {
        nextDelay = nextDelay + 1 & DELAYS - 1;
        return delaysNs[nextDelay];
    }

    private static final class Deadline extends DeadlineHeap.Entry {}
}
