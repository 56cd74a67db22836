package io.ringswarm.engine.graph;

import io.ringswarm.engine.AskFailedException;
import io.ringswarm.engine.CloseReport;
import io.ringswarm.engine.EngineContext;
import io.ringswarm.engine.EngineHealth;
import io.ringswarm.engine.idle.Backoff;
import io.ringswarm.engine.idle.Doorbell;
import io.ringswarm.engine.idle.IdleStrategy;
import io.ringswarm.engine.idle.Parking;
import io.ringswarm.engine.idle.Yielding;
import io.ringswarm.engine.metrics.EngineCounters;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;

/** Runs a graph as services do: a thread for each shard and each sender. What happens differs from run to run. */
final class ThreadedGraph {
    private static final long RESTART_NS = Duration.ofMillis(1).toNanos();
    private static final long LIMIT_NS = Duration.ofSeconds(20).toNanos();

    private final GraphPlan plan;
    private final SplittableRandom random;
    private final List<Thread> shardThreads = new CopyOnWriteArrayList<>();
    private final Graph graph;
    private int idlers;
    private volatile boolean started;

    ThreadedGraph(GraphPlan plan) {
        this.plan = plan;
        random = new SplittableRandom(~plan.seed);
        graph = new Graph(plan, System::nanoTime, ThreadedGraph::spin, this::settings);
        started = true;
    }

    /** Runs it and closes it. */
    GraphEnd run() throws Exception {
        List<Thread> senders = new ArrayList<>();
        for (Outsider outsider : graph.outsiders) {
            Thread thread = new Thread(() -> act(outsider), "graph-sender-" + outsider.id);
            senders.add(thread);
            thread.start();
        }
        if (plan.closesWhenAtRest) {
            join(senders);
            rest();
            graph.calmDown();
            probe();
        } else {
            spin(random.nextInt(3_000_000));
        }
        CloseReport report = close();
        join(senders);
        for (Outsider outsider : graph.outsiders) {
            outsider.finish();
            outsider.door().futures().forEach(future -> await(future, outsider.door()));
        }
        if (report.abandoned().isEmpty()) {
            join(shardThreads);
        }
        return new GraphEnd(new Audit(graph, report).faults(), report.counters(), 0);
    }

    private EngineContext settings(EngineContext context) {
        return context.idleStrategy(this::idleStrategy)
                .completionExecutor(Runnable::run)
                .threadFactory(task -> {
                    Thread thread = new Thread(task, "graph-shard-" + shardThreads.size());
                    shardThreads.add(thread);
                    return thread;
                });
    }

    /** The shards' come first, then those of senders that wait for replies. */
    private synchronized IdleStrategy idleStrategy() {
        boolean doomed = plan.shardDies && idlers++ == 0;
        IdleStrategy calm = switch (random.nextInt(4)) {
            case 0 -> new Parking();
            case 1 -> new Yielding();
            case 2 -> new Backoff(0, 0);
            default -> new Backoff();
        };
        return doomed ? new Doomed(calm, random.nextInt(30)) : calm;
    }

    private void act(Outsider outsider) {
        try {
            for (int i = 0; i < plan.operations && outsider.act(); i++) {
                Thread.onSpinWait();
            }
        } catch (Throwable e) {
            graph.fault("sender " + outsider.id, e);
        }
    }

    /** Waits until nothing is under way. */
    private void rest() throws Exception {
        long endNs = System.nanoTime() + LIMIT_NS;
        long restsSinceNs = System.nanoTime();
        boolean rests;
        while (!(rests = isAtRest()) || System.nanoTime() - restsSinceNs < restNs()) {
            restsSinceNs = rests ? restsSinceNs : System.nanoTime();
            if (System.nanoTime() - endNs > 0) {
                graph.fault("no rest: " + graph.engine.counters() + ", depth " + graph.engine.queueDepth(), null);
                stacks(shardThreads);
                return;
            }
            Thread.yield();
        }
    }

    /** What an agent has thrown at the end of a batch is judged a turn later, and shows nowhere until then. */
    private long restNs() {
        return plan.restarts ? RESTART_NS : 0;
    }

    private boolean isAtRest() throws Exception {
        boolean told = false;
        boolean staged = false;
        for (Outsider outsider : graph.outsiders) {
            outsider.flush();
            told |= outsider.poll();
            staged |= outsider.staged() > 0;
        }
        EngineCounters counters = graph.engine.counters();
        return !told
                && !staged
                && counters.inFlight() == 0
                && counters.asks().inFlight() == 0
                && graph.engine.health().status() == EngineHealth.Status.UP
                && graph.engine.queueDepth() == 0;
    }

    /** At rest everything lent has been given back. */
    private void probe() throws Exception {
        rest();
        if (!plan.restarts
                && graph.engine.health().status() != EngineHealth.Status.UP) { // after a restart it was, in rest()
            graph.fault("at rest " + graph.engine.health(), null);
        }
        for (int shard = 0; shard < plan.shards; shard++) {
            Node node = graph.aliveOn(shard);
            if (node != null) {
                graph.outsiders.get(0).probeShard(node);
                rest();
                for (Outsider outsider : graph.outsiders) {
                    outsider.probe(node);
                    rest();
                }
            }
        }
    }

    private CloseReport close() {
        long startNs = System.nanoTime();
        CloseReport report = graph.engine.close(Duration.ofNanos(plan.closeTimeoutNs));
        long tookNs = System.nanoTime() - startNs;
        graph.checkClose(tookNs);
        return report;
    }

    private void join(List<Thread> threads) throws InterruptedException {
        long endNs = System.nanoTime() + LIMIT_NS;
        for (Thread thread : threads) {
            thread.join(Math.max(1, (endNs - System.nanoTime()) / 1_000_000));
            if (thread.isAlive()) {
                graph.fault(thread.getName() + " does not end", null);
                stacks(List.of(thread));
            }
        }
    }

    private void stacks(List<Thread> threads) {
        for (Thread thread : threads) {
            graph.fault(
                    thread.getName() + " is at\n    "
                            + Arrays.stream(thread.getStackTrace())
                                    .map(StackTraceElement::toString)
                                    .collect(Collectors.joining("\n    ")),
                    null);
        }
    }

    private void await(CompletableFuture<Hop> future, Door door) {
        try {
            future.get(LIMIT_NS, TimeUnit.NANOSECONDS);
            door.tally.told[0]++;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof AskFailedException failed && failed.outcome() != null) {
                door.tally.told[failed.outcome().ordinal()]++;
            } else {
                graph.fault("future of party " + door.id, e);
            }
        } catch (InterruptedException | TimeoutException e) {
            graph.fault("future of party " + door.id, e);
        }
    }

    private static void spin(long ns) {
        long endNs = System.nanoTime() + ns;
        while (System.nanoTime() - endNs < 0) {
            Thread.onSpinWait();
        }
    }

    /** Kills its shard after some turns without work. */
    private final class Doomed implements IdleStrategy {
        private final IdleStrategy calm;
        private int turnsToLive;

        Doomed(IdleStrategy calm, int turnsToLive) {
            this.calm = calm;
            this.turnsToLive = turnsToLive;
        }

        @Override
        public void idle(Doorbell doorbell) {
            if (started && turnsToLive-- <= 0) {
                throw new AssertionError("on purpose");
            }
            calm.idle(doorbell);
        }

        @Override
        public void reset() {
            calm.reset();
        }

        @Override
        public boolean parks() {
            return calm.parks();
        }

        @Override
        public boolean occupiesCore() {
            return calm.occupiesCore();
        }
    }
}
