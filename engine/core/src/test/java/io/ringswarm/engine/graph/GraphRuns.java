package io.ringswarm.engine.graph;

import io.ringswarm.engine.DeadLetterReason;
import io.ringswarm.engine.metrics.EngineCounters;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongUnaryOperator;
import org.awaitility.Awaitility;

/** Runs the graphs of many seeds on all cores, says which failed and how to run these again, and what has happened in all. */
final class GraphRuns {
    private static final int MOST_FAILURES = 5;

    /** One in so many graphs of one thread runs twice, to see whether it does the same. */
    private static final int TWICE = 50;

    private final boolean threaded;
    private final LongUnaryOperator seeds;
    private final long graphs;
    private final AtomicLong next = new AtomicLong();
    private final List<String> failures = Collections.synchronizedList(new ArrayList<>());
    private final Map<String, Long> happened = new TreeMap<>();

    /**
     * Graphs yet to run.
     *
     * @param threaded whether each shard and each sender has a thread of its own
     * @param graphs how many
     * @param seeds the seed of each, by its number from 0
     */
    GraphRuns(boolean threaded, long graphs, LongUnaryOperator seeds) {
        this.threaded = threaded;
        this.graphs = graphs;
        this.seeds = seeds;
    }

    /** Runs them all, or until some have failed. Answers what was wrong. */
    List<String> run() throws InterruptedException {
        List<Thread> workers = new ArrayList<>();
        try (QuietLog log = new QuietLog()) {
            for (int i = 0; i < Runtime.getRuntime().availableProcessors(); i++) {
                Thread worker = new Thread(this::work, "worker-" + i);
                worker.start();
                workers.add(worker);
            }
            for (Thread worker : workers) {
                worker.join();
            }
            log.errors().forEach(error -> failures.add("logged: " + error));
        }
        Awaitility.await("stray threads")
                .atMost(Duration.ofSeconds(20))
                .pollInterval(Duration.ofMillis(1))
                .until(() -> strayThreads().isEmpty());
        return List.copyOf(failures);
    }

    /** How often what has happened. */
    Map<String, Long> happened() {
        return happened;
    }

    private static List<String> strayThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.startsWith("graph-"))
                .toList();
    }

    private void work() {
        long number;
        while ((number = next.getAndIncrement()) < graphs && failures.size() < MOST_FAILURES) {
            long seed = seeds.applyAsLong(number);
            GraphPlan plan = new GraphPlan(seed, threaded);
            List<String> faults;
            try {
                faults = new ArrayList<>(run(plan));
            } catch (Throwable e) {
                faults = List.of(e.toString(), List.of(e.getStackTrace()).toString());
            }
            if (!faults.isEmpty()) {
                failures.add(String.join("\n  ", faults) + "\n  " + plan + "\n  again: " + command(seed));
            }
        }
    }

    private List<String> run(GraphPlan plan) throws Exception {
        GraphEnd end = threaded ? new ThreadedGraph(plan).run() : new InvokedGraph(plan).run();
        count(end.counters());
        if (end.faults().isEmpty() && !threaded && plan.seed % TWICE == 0) {
            GraphEnd again = new InvokedGraph(plan).run();
            if (again.trace() != end.trace()) {
                return List.of("it did something else when it ran again");
            }
        }
        return end.faults();
    }

    private synchronized void count(EngineCounters counters) {
        happened.merge("handled", counters.handled(), Long::sum);
        for (DeadLetterReason reason : DeadLetterReason.values()) {
            happened.merge(reason.toString(), counters.dead().get(reason), Long::sum);
        }
        happened.merge("expired", counters.expired(), Long::sum);
        happened.merge("shed", counters.shed(), Long::sum);
        happened.merge("undelivered", counters.undelivered(), Long::sum);
        happened.merge("parked", counters.parked(), Long::sum);
        happened.merge("batch-end faults", counters.batchEndFaults(), Long::sum);
        happened.merge("back-pressured", counters.refusals().backPressured(), Long::sum);
        happened.merge("no such agent", counters.refusals().noSuchAgent(), Long::sum);
        happened.merge("too large", counters.refusals().tooLarge(), Long::sum);
        happened.merge("closed", counters.refusals().closed(), Long::sum);
        happened.merge("asks answered", counters.asks().answered(), Long::sum);
        happened.merge("asks expired", counters.asks().expired(), Long::sum);
        happened.merge("asks timed out", counters.asks().timedOut(), Long::sum);
        happened.merge("restarts", counters.restarts(), Long::sum);
        happened.merge("asks cancelled", counters.asks().cancelled(), Long::sum);
        happened.merge("asks failed", counters.asks().failed(), Long::sum);
        happened.merge("late replies", counters.asks().lateReplies(), Long::sum);
        happened.merge("duplicate replies", counters.asks().duplicateReplies(), Long::sum);
    }

    private String command(long seed) {
        return "mvn test -pl engine/core -am -Dtest=ManyGraphs -Dsurefire.failIfNoSpecifiedTests=false -Dgraphs="
                + (threaded ? "1000 -Dgraphs.driver=threads -Dgraphs.same=true" : "1 -Dgraphs.driver=invoked")
                + " -Dgraphs.seed=" + seed;
    }
}
