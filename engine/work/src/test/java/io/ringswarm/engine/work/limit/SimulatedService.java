package io.ringswarm.engine.work.limit;

import java.util.Arrays;
import java.util.PriorityQueue;
import java.util.Random;

/**
 * A service that does so many tasks at a time and lets others wait in order, with log-normal durations, in virtual time. Its knee
 * is that number: with more in hand it does no more, each only takes longer. Demand never ends.
 */
final class SimulatedService {

    private final ConcurrencyLimit limit;
    private final Random random;
    private final double spread;
    private final PriorityQueue<long[]> ends = new PriorityQueue<>((a, b) -> Long.compare(a[1], b[1]));

    /** When each server is free; a heap, with the first one first. */
    private long[] freeAtNs;

    private double meanNs;
    private long nowNs;

    SimulatedService(ConcurrencyLimit limit, int knee, double meanMs, double spread, long seed) {
        this.limit = limit;
        this.spread = spread;
        this.random = new Random(seed);
        be(knee, meanMs);
    }

    /** Changes what the service can do. */
    void be(int knee, double meanMs) {
        freeAtNs = new long[knee];
        Arrays.fill(freeAtNs, nowNs);
        meanNs = meanMs * 1e6;
    }

    /** Tasks that end, and their mean time, while so many seconds pass. */
    Stretch run(double seconds) {
        long endNs = nowNs + (long) (seconds * 1e9);
        long tasks = 0;
        double sumNs = 0;
        double limits = 0;
        int lowest = Integer.MAX_VALUE;
        int highest = 0;
        while (true) {
            while (ends.size() < limit.limit()) {
                start();
            }
            long[] task = ends.peek();
            if (task[1] > endNs) {
                nowNs = endNs;
                return new Stretch(tasks / seconds, sumNs / tasks / 1e6, limits / tasks, lowest, highest);
            }
            ends.remove();
            nowNs = task[1];
            tasks++;
            sumNs += task[1] - task[0];
            limit.onSample(task[0], task[1] - task[0], (int) task[2], false);
            limits += limit.limit();
            lowest = Math.min(lowest, limit.limit());
            highest = Math.max(highest, limit.limit());
        }
    }

    /** The server that is free first takes it. */
    private void start() {
        double tookNs = meanNs * Math.exp(spread * random.nextGaussian() - spread * spread / 2);
        long endNs = Math.max(nowNs, freeAtNs[0]) + (long) tookNs;
        ends.add(new long[] {nowNs, endNs, ends.size() + 1});
        int at = 0;
        for (int next = 1; next < freeAtNs.length; next = 2 * at + 1) {
            next += next + 1 < freeAtNs.length && freeAtNs[next + 1] < freeAtNs[next] ? 1 : 0;
            if (freeAtNs[next] >= endNs) {
                break;
            }
            freeAtNs[at] = freeAtNs[next];
            at = next;
        }
        freeAtNs[at] = endNs;
    }

    record Stretch(double perSecond, double meanMs, double meanLimit, int lowestLimit, int highestLimit) {}
}
