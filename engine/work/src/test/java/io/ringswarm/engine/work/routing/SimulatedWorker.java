package io.ringswarm.engine.work.routing;

import java.util.ArrayDeque;
import java.util.LinkedHashSet;
import java.util.Queue;
import java.util.Set;

/** A worker of a {@link Simulation}: first come, first served; what is known of it is learnt from what has ended. */
final class SimulatedWorker extends FakeWorker {
    /** How long a peak is remembered: e-fold in so long. */
    private static final double PEAK_DECAY_NS = 1e9;

    /** How much a task that ends counts in the means. */
    private static final double NEWEST = 0.05;

    private static final int FEWEST_OF_A_KIND = 5;
    private static final int KEYS_KEPT = 16;

    /** How many times as long a task takes on a worker that has not kept its key. */
    private static final double COLD = 3;

    final Queue<SimulatedTask> waiting = new ArrayDeque<>();
    final double speed;
    final double failing;
    private final Set<Long> kept = new LinkedHashSet<>();
    private final double[] kindNs;
    private final int[] ended;
    private final Simulation all;
    private long peakAtNs;

    SimulatedWorker(int index, double speed, double failing, Simulation all) {
        super(index);
        this.speed = speed;
        this.failing = failing;
        this.all = all;
        kindNs = new double[Simulation.KINDS];
        ended = new int[Simulation.KINDS];
    }

    void give(SimulatedTask task) {
        waiting.add(task);
        queued++;
        outstandingCostNs += task.costNs();
    }

    /** Takes the next task up. */
    long startNs(SimulatedTask task, double speedNow) {
        queued--;
        inHand++;
        boolean cold = task.affinity() != 0 && !kept.remove(task.affinity());
        if (task.affinity() != 0) {
            kept.add(task.affinity());
            if (kept.size() > KEYS_KEPT) {
                kept.remove(kept.iterator().next());
            }
        }
        return Math.max(1, (long) (task.sizeNs() * (cold ? COLD : 1) / speedNow));
    }

    void end(SimulatedTask task, long tookNs, boolean success, long nowNs) {
        inHand--;
        outstandingCostNs -= task.costNs();
        meanNs = meanNs == 0 ? tookNs : meanNs + NEWEST * (tookNs - meanNs);
        successRate += NEWEST * ((success ? 1 : 0) - successRate);
        double keep = StrictMath.exp((peakAtNs - nowNs) / PEAK_DECAY_NS);
        peakEwmaNs = Math.max(tookNs, peakEwmaNs * keep + tookNs * (1 - keep));
        peakAtNs = nowNs;
        kindNs[task.kind()] =
                ended[task.kind()]++ == 0 ? tookNs : kindNs[task.kind()] + NEWEST * (tookNs - kindNs[task.kind()]);
        all.learn(task.kind(), tookNs);
    }

    /** Falls towards the mean as time goes by, as {@code end} has it fall with each task. */
    @Override
    public double peakEwmaNs(long nowNs) {
        double keep = StrictMath.exp((peakAtNs - nowNs) / PEAK_DECAY_NS);
        return peakEwmaNs * keep + meanNs * (1 - keep);
    }

    /** What others take over what both take: a half when it is as fast as all are on average. */
    @Override
    public double specialisation(int kind) {
        if (ended[kind] < FEWEST_OF_A_KIND) {
            return 0.5;
        }
        return all.meanNs(kind) / (all.meanNs(kind) + kindNs[kind]);
    }
}
