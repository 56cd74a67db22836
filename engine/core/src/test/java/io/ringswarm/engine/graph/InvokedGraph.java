package io.ringswarm.engine.graph;

import io.ringswarm.engine.CloseReport;
import io.ringswarm.engine.EngineHealth;
import io.ringswarm.engine.NanoClock;
import io.ringswarm.engine.metrics.EngineCounters;
import java.time.Duration;
import java.util.SplittableRandom;

/** Runs a graph on one thread, agents and senders alike, by a clock moved by hand: the same seed does the same. */
final class InvokedGraph implements NanoClock {
    private static final int MOST_TURNS = 200_000;
    private static final int IDLE_TURNS = 3;
    private static final long STEP_NS = 100_000;

    private final GraphPlan plan;
    private final SplittableRandom random;
    private final Graph graph;
    private long nowNs = 1_000_000;
    private boolean turning;
    private boolean deadly;

    InvokedGraph(GraphPlan plan) {
        this.plan = plan;
        random = new SplittableRandom(~plan.seed);
        graph = new Graph(plan, this, ns -> nowNs += ns, context -> context.invokerMode(true));
    }

    /** Runs it and closes it. */
    GraphEnd run() throws Exception {
        act();
        if (plan.closesWhenAtRest && graph.faults().isEmpty()) {
            rest();
            graph.calmDown();
            probe();
        }
        long trace = graph.trace();
        CloseReport report = close();
        return new GraphEnd(new Audit(graph, report).faults(), report.counters(), trace);
    }

    /** Kills the shard that reads it, when it is time for that; agents are not to blame. */
    @Override
    public long nanoTime() {
        if (deadly && turning && !graph.isInsideAgent()) {
            deadly = false;
            throw new AssertionError("on purpose");
        }
        return nowNs;
    }

    private void act() throws Exception {
        int operations = plan.operations * plan.senders;
        int deadlyAt = plan.shardDies ? random.nextInt(operations) : -1;
        boolean accepting = true;
        while (operations > 0 && accepting) {
            switch (random.nextInt(10)) {
                case 0, 1, 2 -> invoke();
                case 3 -> nowNs += random.nextInt(20_000);
                default -> {
                    deadly |= --operations == deadlyAt;
                    accepting =
                            graph.outsiders.get(random.nextInt(plan.senders)).act();
                }
            }
        }
    }

    private int invoke() {
        turning = true;
        try {
            return graph.engine.invoke();
        } finally {
            turning = false;
        }
    }

    /** Goes on until nothing is under way. */
    private void rest() throws Exception {
        int idle = 0;
        for (int turn = 0; turn < MOST_TURNS; turn++) {
            int work = invoke();
            for (Outsider outsider : graph.outsiders) {
                outsider.flush();
                work += outsider.poll() ? 1 : 0;
            }
            idle = work > 0 ? 0 : idle + 1;
            if (idle == IDLE_TURNS) {
                EngineCounters counters = graph.engine.counters();
                boolean restarting = plan.restarts && graph.engine.nextDueNs() != Long.MAX_VALUE;
                if (counters.inFlight() > 0 && !restarting) {
                    graph.fault("stuck with " + counters + " depth " + graph.engine.queueDepth(), null);
                    return;
                }
                if (counters.inFlight() == 0
                        && counters.asks().inFlight() == 0
                        && graph.engine.health().status() == EngineHealth.Status.UP
                        && graph.outsiders.stream().allMatch(o -> o.staged() == 0)) {
                    return;
                }
                nowNs += STEP_NS; // some ask is to time out, or some agent to be restarted
                idle = 0;
            }
        }
        graph.fault("no rest after " + MOST_TURNS + " turns, " + graph.engine.counters(), null);
    }

    /** At rest everything lent has been given back. */
    private void probe() throws Exception {
        if (graph.engine.health().status() != EngineHealth.Status.UP || graph.engine.queueDepth() != 0) {
            graph.fault("at rest " + graph.engine.health() + ", depth " + graph.engine.queueDepth(), null);
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

    private CloseReport close() throws Exception {
        long startNs = System.nanoTime();
        turning = true;
        CloseReport report = graph.engine.close(Duration.ofNanos(plan.closeTimeoutNs));
        turning = false;
        long tookNs = System.nanoTime() - startNs;
        graph.checkClose(tookNs);
        if (graph.engine.invoke() != 0) {
            graph.fault("a closed engine has done something", null);
        }
        for (Outsider outsider : graph.outsiders) {
            outsider.finish();
        }
        return report;
    }
}
