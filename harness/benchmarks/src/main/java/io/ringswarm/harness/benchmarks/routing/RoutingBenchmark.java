package io.ringswarm.harness.benchmarks.routing;

import io.ringswarm.engine.work.routing.Groups;
import io.ringswarm.engine.work.routing.Strategies;
import io.ringswarm.engine.work.routing.TaskTraits;
import io.ringswarm.engine.work.routing.WorkerView;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
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
 * A task's worker, chosen by each strategy among so many, and its index kept up to date: as many tasks end as are given.
 * Sampled, so that P99 shows; each sample contains what it costs to read the clock.
 *
 * <pre>{@code
 * mvn -q -pl harness/benchmarks -am verify -DskipTests -Pbenchmarks -Dbenchmarks="RoutingBenchmark"
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
public class RoutingBenchmark {
    private static final int TASKS = 1 << 14;
    private static final int OUTSTANDING_FOR_EACH = 2;
    private static final int KINDS = 4;
    private static final int KEYS = 5_000;

    /** How many workers there are. */
    @Param({"100", "10000"})
    public int workers;

    /** A name of {@link Strategies}. */
    @Param({"round-robin", "least-loaded", "capability", "performance", "hybrid", "affinity", "power-of-two"})
    public String strategy;

    private final Task[] tasks = new Task[TASKS];
    private Groups groups;
    private Worker[] crew;
    private Worker[] outstanding;
    private int next;

    /** Hires the workers, of whom each can do what tasks need, and gives them two tasks each. */
    @Setup
    public void hire() {
        SplittableRandom random = new SplittableRandom(1);
        groups = new Groups(Strategies.named(strategy), random.split());
        crew = new Worker[workers];
        for (int i = 0; i < workers; i++) {
            crew[i] = new Worker(i, random);
            groups.add(crew[i]);
        }
        for (int i = 0; i < TASKS; i++) {
            tasks[i] = new Task(random.nextInt(KINDS), 1 + random.nextInt(KEYS), 1_000 + random.nextInt(9_000));
        }
        outstanding = new Worker[workers * OUTSTANDING_FOR_EACH];
        for (int i = 0; i < outstanding.length; i++) {
            give(i);
        }
    }

    /**
     * One task ends, and the next one gets a worker: one choice, two changes.
     *
     * @return who got it
     */
    @Benchmark
    public WorkerView chooseAndChange() {
        int place = next;
        next = place + 1 < outstanding.length ? place + 1 : 0;
        Worker ended = outstanding[place];
        ended.count--;
        groups.changed(ended);
        return give(place);
    }

    /**
     * A choice alone, that nothing comes of.
     *
     * @return who would get the task
     */
    @Benchmark
    public WorkerView choose() {
        next = next + 1 < outstanding.length ? next + 1 : 0;
        return groups.choose(tasks[next & TASKS - 1], next);
    }

    /**
     * How many tasks have not ended.
     *
     * @return twice as many as there are workers
     */
    int outstanding() {
        int sum = 0;
        for (Worker worker : crew) {
            sum += worker.count;
        }
        return sum;
    }

    private WorkerView give(int place) {
        Worker worker = (Worker) groups.choose(tasks[place & TASKS - 1], place);
        worker.count++;
        groups.changed(worker);
        outstanding[place] = worker;
        return worker;
    }

    private record Task(int kind, long affinity, long costNs) implements TaskTraits {
        @Override
        public long needs() {
            return 1;
        }
    }

    /** A worker of four slots whose tasks' times never change. */
    private static final class Worker implements WorkerView {
        private static final int SLOTS = 4;

        private final int index;
        private final String name;
        private final long capabilities;
        private final double timeNs;
        private final double success;
        private final double[] specialisations;
        private int count;

        Worker(int index, SplittableRandom random) {
            this.index = index;
            name = "worker-" + index;
            capabilities = 1 | random.nextInt(16);
            timeNs = 1_000 + random.nextInt(9_000);
            success = random.nextDouble(0.8, 1);
            specialisations = random.doubles(KINDS).toArray();
        }

        @Override
        public int index() {
            return index;
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public long capabilities() {
            return capabilities;
        }

        @Override
        public int slots() {
            return SLOTS;
        }

        @Override
        public int inHand() {
            return Math.min(SLOTS, count);
        }

        @Override
        public int queued() {
            return Math.max(0, count - SLOTS);
        }

        @Override
        public long outstandingCostNs() {
            return (long) (count * timeNs);
        }

        @Override
        public double peakEwmaNs(long nowNs) {
            return timeNs;
        }

        @Override
        public double successRate() {
            return success;
        }

        @Override
        public double meanNs() {
            return timeNs;
        }

        @Override
        public double specialisation(int kind) {
            return specialisations[kind];
        }
    }
}
