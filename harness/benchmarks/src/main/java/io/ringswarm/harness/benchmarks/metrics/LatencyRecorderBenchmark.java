package io.ringswarm.harness.benchmarks.metrics;

import io.ringswarm.engine.metrics.KindHistograms;
import io.ringswarm.engine.metrics.LatencyRecorder;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What it costs to time a message, the clock not counted: to add it to its group, and to record the group at its end.
 * Latencies are spread as those of an engine with some load, so that they fall into many of the histograms' counters.
 *
 * <pre>{@code
 * mvn -q -pl harness/benchmarks -am verify -DskipTests -Pbenchmarks -Dbenchmarks="LatencyRecorderBenchmark"
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
public class LatencyRecorderBenchmark {
    static final int MESSAGES = LatencyRecorder.MAX_GROUP;

    private static final int LATENCIES = 1 << 12;
    private static final long MEDIAN_NS = 2_000;
    private static final long HANDLING_NS = 20;

    private final LatencyRecorder recorder = new LatencyRecorder();
    private final long[] latenciesNs = new long[LATENCIES];
    private int next;
    private long nowNs;

    /** Draws the latencies. */
    public LatencyRecorderBenchmark() {
        Random random = new Random(1);
        for (int i = 0; i < LATENCIES; i++) {
            latenciesNs[i] = (long) (MEDIAN_NS * Math.exp(random.nextGaussian()));
        }
    }

    /**
     * Groups of one, as slow handlers make them.
     *
     * @return the size of the next group
     */
    @Benchmark
    @OperationsPerInvocation(MESSAGES)
    public int groupsOfOne() {
        for (int i = 0; i < MESSAGES; i++) {
            long sentNs = nowNs - latencyNs();
            recorder.add(0, sentNs, sentNs);
            recorder.endGroup(nowNs, nowNs + HANDLING_NS, 1);
            nowNs += HANDLING_NS;
        }
        return recorder.groupSize();
    }

    /**
     * A group of 32 that were published one by one.
     *
     * @return the size of the next group
     */
    @Benchmark
    @OperationsPerInvocation(MESSAGES)
    public int groupOf32SentApart() {
        for (int i = 0; i < MESSAGES; i++) {
            long sentNs = nowNs - latencyNs();
            recorder.add(0, sentNs, sentNs);
        }
        return endGroup();
    }

    /**
     * A group of 32 that were published as one run.
     *
     * @return the size of the next group
     */
    @Benchmark
    @OperationsPerInvocation(MESSAGES)
    public int groupOf32SentTogether() {
        long sentNs = nowNs - latencyNs();
        for (int i = 0; i < MESSAGES; i++) {
            recorder.add(0, sentNs, sentNs);
        }
        return endGroup();
    }

    private int endGroup() {
        long startNs = nowNs;
        nowNs += MESSAGES * HANDLING_NS;
        recorder.endGroup(startNs, nowNs, MESSAGES);
        return recorder.groupSize();
    }

    private long latencyNs() {
        next = next + 1 & LATENCIES - 1;
        return latenciesNs[next];
    }

    /** Takes out what was recorded, and answers how many messages that were; one with a latency below zero is none. */
    long take() {
        recorder.requestSwap(new KindHistograms());
        recorder.swapIfRequested();
        return recorder.takeSwapped().of(0).response().getTotalCount();
    }
}
