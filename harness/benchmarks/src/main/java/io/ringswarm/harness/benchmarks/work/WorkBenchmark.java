package io.ringswarm.harness.benchmarks.work;

import io.ringswarm.engine.Engine;
import io.ringswarm.engine.EngineContext;
import io.ringswarm.engine.Offer;
import io.ringswarm.engine.idle.BusySpin;
import io.ringswarm.engine.work.Submitter;
import io.ringswarm.engine.work.TaskKind;
import io.ringswarm.engine.work.TaskOptions;
import io.ringswarm.engine.work.Work;
import io.ringswarm.engine.work.WorkContext;
import io.ringswarm.engine.work.WorkerOptions;
import io.ringswarm.harness.benchmarks.Parcel;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
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
 * Tasks that end at once, submitted by one thread in runs of 32, done by eight workers with 25 slots each on the desk's own shard.
 * One operation is one task: submitted, routed, started, done, ended and accounted for. So it tells how many start in a
 * second, and takes in what comes after the start.
 *
 * <pre>{@code
 * mvn -q -pl harness/benchmarks -am verify -DskipTests -Pbenchmarks -Dbenchmarks="WorkBenchmark"
 * }</pre>
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(
        value = 3,
        jvmArgsAppend = {"-Dslf4j.internal.verbosity=ERROR"})
public class WorkBenchmark {
    private static final int WORKERS = 8;
    private static final int SLOTS = 25;
    private static final int TASKS = 100_000;
    private static final int OPEN_AT_ONCE = 2_000;
    private static final int LOOK_EVERY = 256;
    private static final long LOOK_NS = 20_000;

    /** How workers are chosen. */
    @Param({"power-of-two"})
    public String strategy;

    private final Parcel parcel = new Parcel();
    private final TaskOptions options = new TaskOptions();
    private Engine engine;
    private Work work;
    private TaskKind<Parcel, Parcel> kind;
    private Submitter submitter;
    private long submitted;

    /** Starts the desk and its workers. */
    @Setup
    public void start() {
        engine = Engine.launch(new EngineContext().idleStrategy(BusySpin::new));
        work = Work.open(engine, new WorkContext().maxConcurrency(0).strategy(strategy));
        kind = work.kind("parcel", Parcel.CODEC, Parcel::new, Parcel.CODEC, Parcel::new);
        WorkerOptions worker =
                new WorkerOptions().slots(SLOTS).handles(kind, () -> (payload, task) -> task.succeed(payload));
        for (int i = 0; i < WORKERS; i++) {
            work.hire("worker-" + i, worker);
        }
        submitter = work.newSubmitter();
    }

    /** Ends them. */
    @TearDown
    public void stop() {
        submitter.close();
        work.close();
        engine.close();
    }

    /**
     * Submits tasks and waits until all have ended.
     *
     * @return how many have succeeded so far
     */
    @Benchmark
    @OperationsPerInvocation(TASKS)
    public long tasks() {
        for (int i = 0; i < TASKS; i++) {
            if (i % LOOK_EVERY == 0) {
                await(submitted - OPEN_AT_ONCE);
            }
            while (submitter.stage(kind, parcel, options) != Offer.STAGED) {
                submitter.flush();
            }
            submitted++;
        }
        while (submitter.flush() > 0) {
            Thread.onSpinWait();
        }
        return await(submitted);
    }

    private long await(long ends) {
        long succeeded;
        while ((succeeded = work.counters().succeeded()) < ends) {
            LockSupport.parkNanos(LOOK_NS);
        }
        return succeeded;
    }
}
