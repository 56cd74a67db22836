package io.ringswarm.harness.benchmarks.limit;

import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.ringswarm.engine.work.limit.CircuitBreaker;
import io.ringswarm.engine.work.limit.CircuitBreakerOptions;
import io.ringswarm.engine.work.limit.ConcurrencyLimit;
import io.ringswarm.engine.work.limit.ConcurrencyOptions;
import io.ringswarm.engine.work.limit.Rate;
import io.ringswarm.engine.work.limit.RateLimit;
import io.ringswarm.engine.work.limit.Semaphores;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What a desk pays for its limits for each task: a permit of the rate, a sample for the limit of tasks in hand, two semaphores, and a
 * worker's circuit breaker, beside resilience4j's. Time is moved by hand, so no clock is counted.
 *
 * <pre>{@code
 * mvn -q -pl harness/benchmarks -am verify -DskipTests -Pbenchmarks -Dbenchmarks="LimitBenchmark"
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
public class LimitBenchmark {
    private static final long TASK_NS = 1_000;
    private static final int IN_HAND = 20;
    private static final int FAILING_OF = 8;
    private static final RuntimeException FAILURE = new RuntimeException("a task failed", null, false, false) {};

    private final RateLimit used = new RateLimit(Rate.perSecond(1_000_000).withBurst(1_000), 0);
    private final RateLimit exhausted = new RateLimit(Rate.perSecond(1), 0);
    private final ConcurrencyLimit gradient2 = ConcurrencyOptions.adaptive().create();
    private final Semaphores semaphores =
            Semaphores.builder().declare("db", 4).declare("gpu", 4).build();
    private final long needs = semaphores.mask(List.of("db", "gpu"));
    private final CircuitBreaker breaker = new CircuitBreaker(CircuitBreakerOptions.standard());
    private final io.github.resilience4j.circuitbreaker.CircuitBreaker resilience4j =
            io.github.resilience4j.circuitbreaker.CircuitBreaker.of(
                    "peer",
                    CircuitBreakerConfig.custom()
                            .slidingWindowSize(50)
                            .minimumNumberOfCalls(10)
                            .build());
    private long nowNs;
    private int calls;

    /** Leaves one limit without a permit. */
    public LimitBenchmark() {
        exhausted.tryAcquire(0);
    }

    /**
     * A permit that is there, and time for the next to come.
     *
     * @return true
     */
    @Benchmark
    public boolean rateWithAPermit() {
        nowNs += TASK_NS;
        return used.tryAcquire(nowNs);
    }

    /**
     * A permit that is not there, while time stands still.
     *
     * @return false
     */
    @Benchmark
    public boolean rateWithout() {
        return exhausted.tryAcquire(0);
    }

    /**
     * When there will be one again.
     *
     * @return ns
     */
    @Benchmark
    public long rateNextPermit() {
        return exhausted.nextPermitNs(0);
    }

    /**
     * A sample for Gradient2, windows of 100 ms included: one in 100,000 samples ends one.
     *
     * @return the limit
     */
    @Benchmark
    public int concurrencySample() {
        nowNs += TASK_NS;
        gradient2.onSample(nowNs - IN_HAND * TASK_NS, IN_HAND * TASK_NS, IN_HAND, false);
        return gradient2.limit();
    }

    /**
     * Two semaphores, taken and given back.
     *
     * @return true
     */
    @Benchmark
    public boolean semaphoresTwo() {
        boolean taken = semaphores.tryAcquire(needs);
        semaphores.release(needs);
        return taken;
    }

    /**
     * A task's way through a closed breaker; every eighth fails.
     *
     * @return true
     */
    @Benchmark
    public boolean breakerTask() {
        nowNs += TASK_NS;
        boolean allowed = breaker.allows(nowNs);
        breaker.started(nowNs);
        if (++calls % FAILING_OF == 0) {
            breaker.failed(TASK_NS, nowNs);
        } else {
            breaker.succeeded(TASK_NS, nowNs);
        }
        return allowed;
    }

    /**
     * The same with resilience4j's, which takes a permit as it answers.
     *
     * @return true
     */
    @Benchmark
    public boolean breakerTaskOfResilience4j() {
        boolean allowed = resilience4j.tryAcquirePermission();
        if (++calls % FAILING_OF == 0) {
            resilience4j.onError(TASK_NS, TimeUnit.NANOSECONDS, FAILURE);
        } else {
            resilience4j.onSuccess(TASK_NS, TimeUnit.NANOSECONDS);
        }
        return allowed;
    }
}
