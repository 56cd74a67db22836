package io.ringswarm.engine.work.routing;

import java.util.Arrays;
import java.util.PriorityQueue;
import java.util.SplittableRandom;

/**
 * A desk, workers and tasks in virtual time: the same seed gives the same tasks to each strategy, and the same run each time
 * on each machine. Tasks that wait for a worker stay with it: nothing is stolen or balanced, so that what is seen is the
 * strategy's doing.
 */
final class Simulation {
    static final int KINDS = 4;
    private static final double MEAN_SIZE_NS = 10e6;
    private static final double LONGEST_OVER_MEAN = 100;
    private static final double SLOW = 0.2;

    private final Setting setting;
    private final SplittableRandom random;
    private final Groups groups;
    private final SimulatedWorker[] workers;
    private final SimulatedTask[] tasks;
    private final PriorityQueue<Running> running = new PriorityQueue<>();
    private final double[] kindNs = new double[KINDS];
    private final Outcome outcome;
    private int outstanding;
    private int slots;

    /**
     * What has come of it.
     *
     * @param responseNs by task, from its arrival to its end
     * @param chosen by task, the worker's index
     */
    record Outcome(long[] responseNs, int[] chosen, int[] failed, double[] imbalance) {
        double meanMs() {
            return Arrays.stream(responseNs).average().orElseThrow() / 1e6;
        }

        double percentileMs(double percent) {
            long[] sorted = responseNs.clone();
            Arrays.sort(sorted);
            return sorted[(int) Math.ceil(sorted.length * percent / 100) - 1] / 1e6;
        }

        double failedPercent() {
            return 100.0 * failed[0] / chosen.length;
        }

        /** The most that any worker had outstanding for a slot, less what all had on average, at its highest. */
        double worstImbalance() {
            return imbalance[0];
        }
    }

    private record Running(long endsNs, int order, SimulatedWorker worker, SimulatedTask task, long tookNs)
            implements Comparable<Running> {
        @Override
        public int compareTo(Running other) {
            return endsNs != other.endsNs ? Long.compare(endsNs, other.endsNs) : Integer.compare(order, other.order);
        }
    }

    Simulation(Setting setting, long seed, StrategyFactory strategy) {
        this.setting = setting;
        random = new SplittableRandom(seed);
        groups = new Groups(strategy, new SplittableRandom(seed + 1));
        workers = new SimulatedWorker[setting.workers];
        tasks = new SimulatedTask[setting.tasks];
        outcome = new Outcome(new long[setting.tasks], new int[setting.tasks], new int[1], new double[1]);
        double capacity = hire();
        draw(capacity);
    }

    private double hire() {
        double capacity = 0;
        for (int i = 0; i < workers.length; i++) {
            double speed = StrictMath.pow(setting.speedSpread, random.nextDouble());
            boolean fails = setting.failing > 0 && i % setting.failing == 0;
            workers[i] = new SimulatedWorker(i, fails ? 2 * speed : speed, fails ? 0.2 : 0, this);
            workers[i].slots(1 + i % 2).capable(skillsOf(i));
            slots += workers[i].slots();
            capacity += speed * workers[i].slots();
            groups.add(workers[i]);
        }
        return capacity;
    }

    private long skillsOf(int worker) {
        if (!setting.skills || worker % 4 == 0) {
            return (1 << KINDS) - 1;
        }
        return 1L << worker / 4 % KINDS;
    }

    private void draw(double capacity) {
        double[] zipf = zipf();
        double gapNs = MEAN_SIZE_NS / (setting.load * capacity);
        double atNs = 0;
        for (int i = 0; i < tasks.length; i++) {
            // The mean rate is 1: 0.75 for four fifths of the time, and 2 for one.
            double rate = !setting.bursts ? 1 : (long) (atNs / (100 * gapNs * workers.length)) % 5 == 4 ? 2 : 0.75;
            atNs += -StrictMath.log(1 - random.nextDouble()) * gapNs / rate;
            long sizeNs = Math.max(1, (long) (MEAN_SIZE_NS * size(random.nextDouble())));
            int kind = setting.skills ? random.nextInt(KINDS) : 0;
            long costNs = (long) (sizeNs * StrictMath.pow(4, random.nextDouble() - 0.5)); // half to twice as long
            long key = setting.keys == 0 ? 0 : 1 + below(zipf, random.nextDouble());
            long needs = setting.skills ? 1L << kind : 0;
            tasks[i] = new SimulatedTask((long) atNs, sizeNs, needs, kind, key, costNs, random.nextDouble(), i);
        }
    }

    /** A task's size over the mean's. */
    private double size(double uniform) {
        if (setting.tail == 0) {
            return -StrictMath.log(1 - uniform);
        }
        double least = (setting.tail - 1) / setting.tail;
        return Math.min(LONGEST_OVER_MEAN, least * StrictMath.pow(1 - uniform, -1 / setting.tail));
    }

    private double[] zipf() {
        double[] sums = new double[setting.keys];
        double sum = 0;
        for (int i = 0; i < sums.length; i++) {
            sum += 1.0 / (i + 1);
            sums[i] = sum;
        }
        return sums;
    }

    private static int below(double[] sums, double uniform) {
        int found = Arrays.binarySearch(sums, uniform * sums[sums.length - 1]);
        return found >= 0 ? found : -found - 1;
    }

    Outcome run() {
        int next = 0;
        while (next < tasks.length || !running.isEmpty()) {
            Running first = running.peek();
            if (first == null || next < tasks.length && tasks[next].arrivesNs() < first.endsNs) {
                arrive(tasks[next++]);
            } else {
                end(running.remove());
            }
        }
        if (groups.faults() > 0) {
            throw new IllegalStateException("faults=" + groups.faults() + " (expected: none)");
        }
        return outcome;
    }

    private void arrive(SimulatedTask task) {
        SimulatedWorker worker = (SimulatedWorker) groups.choose(task, task.arrivesNs());
        outcome.chosen[task.number()] = worker.index();
        outstanding++;
        worker.give(task);
        start(worker, task.arrivesNs());
        groups.changed(worker);
        double ahead = LeastLoaded.load(worker) - (double) outstanding / slots;
        outcome.imbalance[0] = Math.max(outcome.imbalance[0], ahead);
    }

    private void end(Running ended) {
        SimulatedWorker worker = ended.worker;
        boolean success = ended.task.luck() >= worker.failing;
        outstanding--;
        outcome.failed[0] += success ? 0 : 1;
        outcome.responseNs[ended.task.number()] = ended.endsNs - ended.task.arrivesNs();
        worker.end(ended.task, ended.tookNs, success, ended.endsNs);
        start(worker, ended.endsNs);
        groups.changed(worker);
    }

    private void start(SimulatedWorker worker, long nowNs) {
        while (worker.inHand < worker.slots && !worker.waiting.isEmpty()) {
            SimulatedTask task = worker.waiting.remove();
            long tookNs = worker.startNs(task, speed(worker, nowNs));
            running.add(new Running(nowNs + tookNs, task.number(), worker, task, tookNs));
        }
    }

    private double speed(SimulatedWorker worker, long nowNs) {
        double along = (double) nowNs / tasks[tasks.length - 1].arrivesNs();
        boolean slow = setting.slowPhase && worker.index() == 0 && along >= 0.4 && along < 0.6;
        boolean specialist = setting.skills && Long.bitCount(worker.capabilities()) == 1;
        return worker.speed * (slow ? SLOW : 1) * (specialist ? 3 : 1);
    }

    void learn(int kind, long tookNs) {
        kindNs[kind] = kindNs[kind] == 0 ? tookNs : kindNs[kind] + 0.01 * (tookNs - kindNs[kind]);
    }

    double meanNs(int kind) {
        return kindNs[kind];
    }
}
